# SPDX-License-Identifier: MIT
class A:
    count = 0
    def __init__(self):
        type(self).count += 1
    @classmethod
    def make(cls, n=1):
        return [cls() for _ in range(n)]
    @classmethod
    def name(cls):
        return cls.__name__
    @staticmethod
    def add(a, b=10):
        return a + b

class B(A):
    @classmethod
    def name(cls):
        return "B:" + super().name()
    @staticmethod
    def add(a, b=1):
        return A.add(a, b) * 2

print([type(x).__name__ for x in B.make(2)], A.count, B.count)
print(A.name(), B.name(), B().name(), A.add(1), B.add(1), B().add(1, 1))
print(A.make.__self__ is A, B.make.__self__ is B, A.make.__func__ is B.make.__func__)
print(type(A.__dict__["make"]).__name__, type(A.__dict__["add"]).__name__, type(A.add).__name__)
print(A.__dict__["add"].__func__(1, 2), A.__dict__["make"].__wrapped__ is A.make.__func__)
print(A.__dict__["add"](5, 6), A.__dict__["add"].__name__)
f = classmethod(lambda cls, x: (cls.__name__, x))
A.late = f
print(A.late(1), B().late(2))
class C:
    __init_subclass__ = classmethod(lambda cls, **k: print("subclass", cls.__name__, k))
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item!r}]"
class D(C, flag=True):
    pass
print(C[int], D["x", 1])
try:
    A.__dict__["make"]()
except TypeError as error:
    print(error)
s = staticmethod(len)
print(s("four"), s.__get__(None, int) is len)
class E:
    @staticmethod
    def f(): return "static"
    g = f
    alias = staticmethod(print)
print(E.g(), E().f())
E().alias("printed through static")
