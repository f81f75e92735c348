# SPDX-License-Identifier: MIT
class N:
    def __init__(self, name):
        self.name = name
    def __repr__(self):
        return self.name

def define(cls, names, prefix=""):
    for name in names:
        setattr(cls, f"__{prefix}{name}__", lambda self, other, name=name: f"{self}.{prefix}{name}({other!r})")

OPS = ["add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and", "or", "xor"]
SIGNS = ["+", "-", "*", "@", "/", "//", "%", "**", "<<", ">>", "&", "|", "^"]

class Left(N): pass
class Right(N): pass
define(Left, OPS)
define(Right, OPS, "r")
x, y = Left("x"), Right("y")
for sign in SIGNS:
    print(eval(f"x {sign} y"), "|", eval(f"x {sign} 1"), "|", eval(f"1 {sign} y"))

class Base(N):
    def __add__(self, other): return "Base.add"
    def __radd__(self, other): return "Base.radd"
class Derived(Base):
    def __radd__(self, other): return "Derived.radd"
class Plain(Base): pass
print(Base("b") + Derived("d"), Derived("d") + Base("b"), Base("b") + Plain("p"))

class Declines(N):
    def __add__(self, other): return NotImplemented
    def __radd__(self, other): return NotImplemented
for source in ["Declines('d') + 1", "1 + Declines('d')", "Declines('d') + Declines('e')", "x + None if False else None + 1",
               "[] + ()", "'a' + 1", "1 + 'a'", "{} | []", "1 @ 2", "'a' * 'b'", "[1] * 1.5", "2 ** 'x'", "None - None",
               "1 << 'a'", "1.5 & 2", "'%d' % 'x'", "'a' - 'b'", "divmod(1, 'a')", "{1} - [1]", "-'a'", "~1.5", "+[]"]:
    try:
        print(eval(source))
    except TypeError as error:
        print(source, "->", error)
