# SPDX-License-Identifier: MIT
class Point:
    __slots__ = ("x", "y")
    def __init__(self, x, y):
        self.x, self.y = x, y

p = Point(1, 2)
print(p.x, p.y, hasattr(p, "__dict__"), Point.__slots__)
p.x = 10
del p.y
try:
    p.y
except AttributeError as error:
    print(error)
try:
    del p.y
except AttributeError as error:
    print(error)
try:
    p.z = 1
except AttributeError as error:
    print(error)
print(type(Point.x).__name__, Point.x.__get__(p), repr(Point.x))
Point.x.__set__(p, 99)
print(p.x)
Point.c = "class attribute"
print(p.c)
try:
    p.c = 1
except AttributeError as error:
    print(error)

class Sub(Point):
    pass

s = Sub(1, 2)
s.z = 3
print(vars(s), s.x)

class Sub2(Point):
    __slots__ = ["z", "__dict__"]

s2 = Sub2(3, 4)
s2.z, s2.w = 5, 6
print(vars(s2), s2.x, s2.z)

class One:
    __slots__ = "single"

o = One()
o.single = 1
print(o.single)
try:
    class Conflict:
        __slots__ = ("a",)
        a = 1
except ValueError as error:
    print(error)
try:
    Point.x.__get__(5)
except TypeError as error:
    print(error)

class Private:
    __slots__ = ("__hidden",)
    def __init__(self): self.__hidden = 7
    def get(self): return self.__hidden
print(Private().get(), Private()._Private__hidden)

class A: __slots__ = ("a",)
class B: __slots__ = ("b",)
try:
    class C(A, B): pass
except TypeError as error:
    print(error)
class Empty(A): __slots__ = ()
e = Empty(); e.a = 5
print(e.a)
class WithInt(int):
    __slots__ = ()
try:
    WithInt(5).x = 1
except AttributeError as error:
    print(error)
try:
    class Var(int): __slots__ = ("v",)
except TypeError as error:
    print(error)
