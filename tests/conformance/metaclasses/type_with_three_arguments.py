# SPDX-License-Identifier: MIT
def init(self, x):
    self.x = x

T = type("T", (object,), {"__init__": init, "double": lambda self: self.x * 2, "__doc__": "made"})
print(T(4).double(), T.__doc__, T.__module__, T.__qualname__, T)
U = type("U", (T,), {"__qualname__": "Deep.U", "__module__": "elsewhere"})
print(U.__qualname__, U.__module__, U, U(1).double(), "__qualname__" in U.__dict__)
print(type("Empty", (), {}).__mro__[1], type("I", (int,), {})(5) + 1)

def attempt(*args):
    try:
        print(type(*args))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)

attempt("A", (), [])
attempt(5, (), {})
attempt("A", [], {})
attempt("A", (1,), {})
attempt("A", (int, str), {})
attempt("A", (object, T), {})
attempt("A\0b", (), {})
attempt("A", (T, T), {})
attempt("A", (bool,), {})
attempt("A", (), {"__slots__": "x y"})
attempt("A", (), {"__slots__": [1]})
attempt("A", (), {"__qualname__": 1})
attempt("A", ())
attempt()
T.__name__ = "Renamed"
print(T.__name__, T.__qualname__)
for name, value in [("__name__", 5), ("__bases__", ()), ("__bases__", 5)]:
    try:
        setattr(T, name, value)
    except TypeError as error:
        print(error)
class X: a = "X"
class Y: a = "Y"
class Z(X): pass
print(Z.a)
Z.__bases__ = (Y,)
print(Z.a, [c.__name__ for c in Z.__mro__], X.__subclasses__(), Y.__subclasses__())
try:
    type.__call__(int)
    print(type.__call__(int, "12"))
except TypeError as error:
    print(error)
print(type.__name__, type.__bases__, type.__dict__["__name__"].__get__(T))
