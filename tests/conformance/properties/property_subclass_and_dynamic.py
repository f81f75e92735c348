# SPDX-License-Identifier: MIT
class Doubling(property):
    def __get__(self, instance, owner=None):
        value = super().__get__(instance, owner)
        return value if instance is None else value * 2

class A:
    @Doubling
    def x(self):
        return 21
    @x.setter
    def x(self, value):
        print("set", value)

a = A()
print(a.x, type(A.x).__name__)
a.x = 1

def make(name):
    def get(self):
        return self.data[name]
    def set(self, value):
        self.data[name] = value
    def delete(self):
        del self.data[name]
    return property(get, set, delete, f"field {name}")

class Record:
    for name in ("first", "second"):
        locals()[name] = make(name)
    del name
    def __init__(self):
        self.data = {}

r = Record()
r.first, r.second = 1, 2
print(r.first + r.second, r.data, Record.first.__doc__)
del r.first
try:
    r.first
except KeyError as error:
    print(repr(error))

class Meta(type):
    @property
    def on_class(cls):
        return "metaclass property of " + cls.__name__

class WithMeta(metaclass=Meta):
    pass

print(WithMeta.on_class, hasattr(WithMeta(), "on_class"))
class Raising:
    @property
    def missing(self):
        return self.absent
try:
    Raising().missing
except AttributeError as error:
    print(error)
print(hasattr(Raising(), "missing"), getattr(Raising(), "missing", "default"))
setattr(A, "late", property(lambda self: "late"))
print(a.late)
