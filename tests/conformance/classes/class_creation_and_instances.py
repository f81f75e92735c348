# SPDX-License-Identifier: MIT
class Empty:
    pass

class Documented:
    """The doc."""
    attribute = 1
    def __init__(self, x):
        self.x = x

print(Empty.__name__, Empty.__qualname__, Empty.__module__, Empty.__doc__, Empty.__bases__, Empty.__mro__)
print(Documented.__doc__, Documented(3).x, Documented(3).attribute, isinstance(Documented(1), Documented))
d = Documented(5)
d.attribute = 2
print(d.attribute, Documented.attribute, vars(d), d.__dict__ is d.__dict__)
Documented.attribute = 9
del d.attribute
print(d.attribute)
try:
    del d.attribute
except AttributeError as error:
    print(error)
try:
    d.missing
except AttributeError as error:
    print(error, error.name, error.obj is d)
try:
    Documented.missing
except AttributeError as error:
    print(error)
d.__dict__["dynamic"] = "set through dict"
print(d.dynamic, sorted(d.__dict__))
d.__dict__ = {"y": 1}
print(d.y, hasattr(d, "x"))
d.__class__ = Empty
print(type(d) is Empty, d.y)
try:
    d.__class__ = int
except TypeError as error:
    print(error)
print(Empty, type(Empty), repr(Empty()).startswith("<__main__.Empty object at "))

class Outer:
    class Inner:
        def method(self): pass

print(Outer.Inner.__qualname__, Outer.Inner.method.__qualname__)
New = type("New", (Documented,), {"z": 3, "get": lambda self: self.x + self.z})
print(New(4).get(), New.__name__, New.__bases__[0].__name__)
print(Documented.__subclasses__())
for i in range(2):
    class Redefined:
        n = i
    print(Redefined.n)
