# Descriptors without __get__, functions as descriptors, a __get__ that is itself a descriptor.
class OnlySet:
    def __set__(self, o, v): o.__dict__["x"] = ("set", v)
class A:
    x = OnlySet()
a = A()
print(type(a.x).__name__); a.x = 5; print(a.x, type(A.x).__name__)
del_error = None
try:
    del a.x
except AttributeError as e:
    print(type(e).__name__, e)
class OnlyDelete:
    def __delete__(self, o): print("deleted")
class B:
    x = OnlyDelete()
b = B()
try:
    b.x = 1
except AttributeError as e:
    print(type(e).__name__, e)
del b.x
b.__dict__["x"] = 9; print(b.x)
def f(*a): return len(a)
for args in ((None, None), (None,), (None, int), (5, None), (5,), (None, type(None))):
    try:
        r = f.__get__(*args)
        print(args, type(r).__name__, r())
    except TypeError as e:
        print(args, "TypeError", e)
for args in ((), (1, 2, 3)):
    try:
        f.__get__(*args)
    except TypeError as e:
        print(e)
class Caller:
    def __get__(*args): return lambda *a: ("via get", len(a))
    def __call__(*args): return lambda *a: ("via call", len(args), a[0])
class Desc:
    __get__ = Caller()
class X:
    __getattribute__ = Desc()
print(X().foo)
class Y:
    z = Desc()
r = Y().z
print(type(r).__name__, r(1)[:2])
for base, cls in ((BaseException, AttributeError), (Exception, OSError), (BaseException, KeyError), (object, ValueError), (OSError, BlockingIOError), (Exception, int), (dict, int), (object, int), (int, bool)):
    try:
        print(base.__name__, cls.__name__, type(base.__new__(cls)).__name__)
    except TypeError as e:
        print(base.__name__, cls.__name__, e)
class P:
    @property
    def p(self): raise AttributeError("inner")
    def __getattr__(self, n): return "fallback " + n
print(P().p)
for m in (classmethod, staticmethod):
    class C:
        w = m(property(lambda s: "prop of " + str(getattr(s, "__name__", s))))
    print(type(C.w).__name__, C.w if isinstance(C.w, str) else "object")
print(int.__add__.__get__(5)(6), str.join.__get__("-", str)("ab"), list.append.__get__(None, list) is list.append)
try:
    str.join.__get__(5, int)
except TypeError as e:
    print(e)
