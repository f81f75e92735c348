# SPDX-License-Identifier: MIT
class InPlace:
    def __init__(self, v): self.v = v
    def __iadd__(self, other):
        self.v += other
        return self
    def __imul__(self, other):
        return "replaced"
    def __isub__(self, other):
        return NotImplemented
    def __sub__(self, other):
        return f"sub {other}"

x = InPlace(1)
alias = x
x += 5
print(x.v, x is alias)
x -= 3
print(x)
x = alias
x *= 2
print(x)

class OnlyBinary:
    def __add__(self, other): return ("add", other)
    def __rmul__(self, other): return ("rmul", other)
y = OnlyBinary()
y += 1
print(y)
z = 5
z *= OnlyBinary()
print(z)
NAMES = {"+=": "iadd", "-=": "isub", "*=": "imul", "@=": "imatmul", "/=": "itruediv", "//=": "ifloordiv", "%=": "imod",
         "**=": "ipow", "<<=": "ilshift", ">>=": "irshift", "&=": "iand", "|=": "ior", "^=": "ixor"}
class All: pass
for sign, name in NAMES.items():
    setattr(All, f"__{name}__", lambda self, other, name=name: (name, other))
for sign in NAMES:
    space = {"a": All()}
    exec(f"a {sign} 1", space)
    print(space["a"], end=" ")
print()
for sign in NAMES:
    try:
        exec(f"a = None\na {sign} 1")
    except TypeError as error:
        print(error)
l = [1]
l += (2, 3)
l += "ab"
l += {4: 5}
print(l)
try:
    l += 5
except TypeError as error:
    print(error)
try:
    l = l + (1,)
except TypeError as error:
    print(error)
d = {1: 1}
d |= [(2, 2)]
print(d)
n = 10
n //= 3; n **= 4; n %= 50; n <<= 3; n |= 1; n ^= 0xff; n &= ~2; n >>= 1
print(n)
n /= 4
print(n)
