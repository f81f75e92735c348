"""The slot behind __new__ stays what it was when the class gets or inherits object.__new__."""
class A(object):
    def __new__(cls, *args, **kwargs): raise AssertionError
def t(f, *a):
    try: r = f(*a); print(type(r).__name__, vars(r))
    except Exception as e: print(type(e).__name__, e)
t(A)
class B(A):
    __new__ = object.__new__
    def __init__(self, foo): self.foo = foo
t(B, 3)
del B.__new__
t(B, 3); t(B)
del A.__new__
t(B, 3); t(B); t(A); t(A, 1)
A.__new__ = object.__new__
t(B, 3); t(A, 1)
A.__new__ = lambda cls, *a: object.__new__(cls)
t(B, 3); t(A, 1)
del A.__new__
t(B, 3); t(A, 1)
class C: pass
C.__new__ = lambda cls, *a: object.__new__(cls)
del C.__new__
t(C); t(C, 1)
class D:
    def __new__(cls, *a): return object.__new__(cls, *a)
t(D); t(D, 1)
class D2(D):
    def __init__(self, x): self.x = x
t(D2, 1)
