# SPDX-License-Identifier: MIT
class Typed:
    def __init__(self, kind, default=None):
        self.kind, self.default = kind, default
    def __set_name__(self, owner, name):
        self.name = "_" + name
    def __get__(self, instance, owner):
        if instance is None:
            return self
        return getattr(instance, self.name, self.default)
    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name[1:]} must be {self.kind.__name__}, not {type(value).__name__}")
        setattr(instance, self.name, value)

class Person:
    name = Typed(str, "nobody")
    age = Typed(int, 0)
    def __init__(self, **fields):
        for key, value in fields.items():
            setattr(self, key, value)

p = Person(name="Ann", age=30)
print(p.name, p.age, sorted(vars(p)), Person.name.kind.__name__, Person().name)
for key, value in [("age", "old"), ("name", 5)]:
    try:
        setattr(p, key, value)
    except TypeError as error:
        print(error)
p.age += 1
print(p.age)

class CachedProperty:
    def __init__(self, function):
        self.function = function
    def __set_name__(self, owner, name):
        self.name = name
    def __get__(self, instance, owner):
        if instance is None:
            return self
        value = instance.__dict__[self.name] = self.function(instance)
        return value

class Circle:
    def __init__(self, r):
        self.r = r
    @CachedProperty
    def area(self):
        print("computing")
        return 3 * self.r ** 2

c = Circle(2)
print(c.area, c.area)
del c.area
print(c.area)

class Alias:
    def __init__(self, target):
        self.target = target
    def __get__(self, instance, owner):
        return getattr(instance, self.target)
    def __set__(self, instance, value):
        setattr(instance, self.target, value)

class Rect:
    width = Alias("w")
    def __init__(self): self.w = 3

r = Rect()
r.width = r.width * 2
print(r.w, r.width, vars(r))
