# SPDX-License-Identifier: MIT
class A:
    def none(): pass
    def one(self): pass
    def two(self, a): pass
    @classmethod
    def cls(cls, x): pass
    @staticmethod
    def static(x): pass
    def __init__(self, n=0): pass
    def __call__(self, a, *, k): pass

def message(function, *args, **kwargs):
    try:
        print("returned", function(*args, **kwargs))
    except TypeError as error:
        print(error)

a = A()
message(a.none)
message(a.one, 1)
message(a.two)
message(a.two, 1, 2)
message(A.two)
message(A.two, a)
message(a.cls)
message(A.cls, 1, 2)
message(a.static)
message(A.static, 1, 2)
message(A, 1, 2)
message(A, m=1)
message(a)
message(a, 1)
message(a, 1, 2, k=1)

class B: pass
message(B, 1)
message(B, x=1)

class C:
    def __new__(cls, a):
        return super().__new__(cls)
message(C)
message(C, 1, 2)
message(lambda: 0, 1)

def outer():
    def inner(x): pass
    return inner
message(outer())

class D:
    class E:
        def deep(self, *, key): pass
message(D.E().deep)
message(object, 1)
message(object().__init__, 1)
