# SPDX-License-Identifier: MIT
a, b = 256, 256
minus = -6
print(a is b, minus + 1 is minus + 1, minus + 0 is minus - 0, minus * 2 is minus * 2)
def plus(x, y):
    return x + y
print(plus(100, 156) is plus(200, 56), plus(200, 57) is plus(200, 57), plus(-3, -2) is plus(-4, -1), plus(-3, -3) is plus(-3, -3))
print(None is None, True is (1 == 1), type(None)() is None, bool(5) is True, Ellipsis is ..., NotImplemented is NotImplemented)
print(tuple() is tuple(), tuple([]) is tuple(""), str(b"", "ascii") is str(), frozenset() is frozenset([]))
x = [1, 2]
y = x
z = [1, 2]
print(x is y, x is z, x == z, x is not z, id(x) == id(y), id(x) == id(z))
def constants():
    return 1000, "text", (1, 2, "x"), 1.5
print([p is q for p, q in zip(constants(), constants())])
t = (1, 2)
print(tuple(t) is t, list(x) is x, int(a) is a)
big = plus(10**10, 0)
print(int(big) is big, plus(10**10, 0) is big)
s = "hello"
print(s[:] is s, s.strip() is s, "".join([s]) is s, s + "" is s, ("%s" % s) == s)
print(t[:] is t, x[:] is x, bytes(b"abc") == b"abc")
one, other = "abc", "cba"
print(chr(97) is one[0], one[0] is other[2])
fs = frozenset([1])
print(frozenset(fs) is fs, fs.copy() is fs, set(fs) is fs, t * 1 is t, t + () is t)
def f(): pass
print(f is f, (lambda: 0) is (lambda: 0), type(1) is int, type(f) is type(constants))
class A: pass
print(A() is A(), A is A, A().__class__ is A)
print(range(3) is range(3), range(3) == range(3), 0.0 == -0.0)
