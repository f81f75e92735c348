# SPDX-License-Identifier: MIT
class A:
    x = 1
    def f(self): pass

class B(A):
    y = 2
    def __init__(self):
        self.z = 3

def public(names):
    return [n for n in names if not n.startswith("__")]

b = B()
print(public(dir(b)), public(dir(B)), public(dir(A)), public(vars(B)), vars(b))
class D:
    def __dir__(self):
        return ["zebra", "apple"]
print(dir(D()), D().__dir__())
print(type(vars(A)).__name__)
try:
    vars(A)["x"] = 2
except TypeError as error:
    print(error)
try:
    vars(5)
except TypeError as error:
    print(error)
print(hasattr(b, "f"), callable(b.f), callable(b), getattr(b, "y"), getattr(b, "nope", None))
print(B.__mro__ == (B, A, object), B.mro() == list(B.__mro__), B.__base__, object.__base__)
print(isinstance(B, type), isinstance(type, type), issubclass(bool, int), type(type) is type, isinstance(type, object))
print("__init__" in dir(object), "__eq__" in dir(1), "append" in dir(list))
try:
    isinstance(1, [int])
except TypeError as error:
    print(error)
try:
    issubclass(1, int)
except TypeError as error:
    print(error)
try:
    issubclass(int, 1)
except TypeError as error:
    print(error)
print(isinstance(1, int | str), isinstance("s", int | None), isinstance(None, int | None), issubclass(bool, int | str))
class Callable:
    def __call__(self): pass
print(callable(Callable()), callable(Callable), callable(len), callable(1))
print(A.__dict__.keys() >= {"x", "f"}, A.__weakref__ is not None, [c.__name__ for c in A.__subclasses__()])
try:
    int.x = 1
except TypeError as error:
    print(error)
try:
    del int.real
except TypeError as error:
    print(error)
