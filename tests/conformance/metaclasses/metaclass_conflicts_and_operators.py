# SPDX-License-Identifier: MIT
class M1(type): pass
class M2(type): pass
class M3(M1, M2): pass
class A(metaclass=M1): pass
class B(metaclass=M2): pass
try:
    class C(A, B): pass
except TypeError as error:
    print(error)
class D(A, B, metaclass=M3): pass
class E(D): pass
print(type(D).__name__, type(E).__name__)

class Ops(type):
    def __len__(cls): return 7
    def __getitem__(cls, key): return f"{cls.__name__}[{key}]"
    def __iter__(cls): return iter(cls.members)
    def __contains__(cls, item): return item in cls.members
    def __add__(cls, other): return cls.__name__ + other.__name__
    def __repr__(cls): return f"<<{cls.__name__}>>"
    def __bool__(cls): return False
    def __getattr__(cls, name): return f"class attribute {name}"
    def __instancecheck__(cls, instance): return instance == "magic"
    def __subclasscheck__(cls, sub): return sub is int
    def __eq__(cls, other): return True
    def __hash__(cls): return 1
    def __setattr__(cls, name, value): super().__setattr__(name, value * 2)
    def __dir__(cls): return ["only"]

class F(metaclass=Ops):
    members = [1, 2]

class G(metaclass=Ops):
    members = []

print(len(F), F["k"], list(F), 2 in F, F + G, F, [F], bool(F), F.anything)
print(isinstance("magic", F), isinstance(F(), F), isinstance(5, F), issubclass(int, F), issubclass(str, F))
print(F == G, {F: 1}[G], dir(F))
F.value = 21
print(F.value)
try:
    F().anything
except AttributeError as error:
    print(error)
try:
    len(F())
except TypeError as error:
    print(error)

class Abstract(type):
    def __call__(cls, *a):
        missing = [n for n in getattr(cls, "required", []) if n not in vars(cls)]
        if missing:
            raise TypeError(f"cannot make {cls.__name__}: missing {missing}")
        return super().__call__(*a)

class Shape(metaclass=Abstract):
    required = ["area"]
class Square(Shape):
    def area(self): return 4
print(Square().area())
try:
    Shape()
except TypeError as error:
    print(error)
class Bases:
    def __mro_entries__(self, bases):
        print("mro_entries", len(bases))
        return (dict,)
class H(Bases()): pass
print(H.__bases__, len(H.__orig_bases__))
