# SPDX-License-Identifier: MIT
def f(self, *args):
    return self, args

class A:
    method = f
    static = staticmethod(f)
    cls = classmethod(f)

a = A()
print(a.method(1)[0] is a, a.static(1), a.cls(2)[0] is A)
print(f.__get__(5)(6), f.__get__(5, int)(6), f.__get__(None, A) is f)
try:
    f.__get__(None)
except TypeError as error:
    print(error)
bound = f.__get__("self")
print(bound(), bound.__self__, bound.__func__ is f)
print(A.__dict__["method"] is f, type(A.__dict__["method"]).__name__, A.method is f)
print(hasattr(f, "__get__"), hasattr(f, "__set__"), hasattr(len, "__get__"), hasattr(str.upper, "__get__"))
print(str.upper.__get__("abc")(), str.upper("abc"), type(str.upper).__name__, type("".upper).__name__)
try:
    str.upper(5)
except TypeError as error:
    print(error)
try:
    str.upper()
except TypeError as error:
    print(error)
try:
    str.upper.__get__(5)
except TypeError as error:
    print(error)
class B:
    upper = str.upper
    length = len
    make = list.append
try:
    B().upper()
except TypeError as error:
    print(error)
print(B().length("ab"))
class C(str):
    shout = str.upper
print(C("hey").shout())
print(type(int.__add__).__name__, type((1).__add__).__name__, (1).__add__(2), int.__add__(3, 4), (1).__add__("x"))
try:
    int.__add__("a", 1)
except TypeError as error:
    print(error)
print(int.real.__get__(5), type(int.real).__name__, type(A.__dict__["__dict__"]).__name__)
print(dict.fromkeys([1, 2], 0), type(dict.__dict__["fromkeys"]).__name__)
print(type(f.__code__.__class__.co_name).__name__, repr(str.upper), repr(int.__add__), repr(dict.__dict__["fromkeys"]))
