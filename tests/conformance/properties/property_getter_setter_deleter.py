# SPDX-License-Identifier: MIT
class Temperature:
    def __init__(self, celsius=0):
        self._celsius = celsius
    @property
    def celsius(self):
        """degrees"""
        return self._celsius
    @celsius.setter
    def celsius(self, value):
        if value < -273:
            raise ValueError("too cold")
        self._celsius = value
    @celsius.deleter
    def celsius(self):
        print("reset")
        self._celsius = 0
    @property
    def fahrenheit(self):
        return self.celsius * 9 / 5 + 32

t = Temperature(100)
print(t.celsius, t.fahrenheit, Temperature.celsius.__doc__)
t.celsius = 20
t.celsius += 5
print(t.celsius)
del t.celsius
print(t.celsius)
try:
    t.celsius = -300
except ValueError as error:
    print(error)
for action in ("t.fahrenheit = 1", "del t.fahrenheit"):
    try:
        exec(action)
    except AttributeError as error:
        print(error)

class Manual:
    def get(self): return "got"
    value = property(get, doc="manual doc")
    write_only = property(fset=lambda self, v: print("wrote", v))

m = Manual()
print(m.value, Manual.value.__doc__, Manual.value.fget is Manual.get, Manual.value.fset)
m.write_only = 3
try:
    m.write_only
except AttributeError as error:
    print(error)
try:
    m.value = 1
except AttributeError as error:
    print(error)

class Child(Temperature):
    @property
    def celsius(self):
        return super().celsius + 1000
    @Temperature.fahrenheit.getter
    def fahrenheit(self):
        return "overridden"

c = Child(1)
print(c.celsius, c.fahrenheit)
try:
    c.celsius = 5
except AttributeError as error:
    print(error)
Temperature.celsius.fset(c, 7)
print(c._celsius, c.celsius)
p = property()
print(p.fget, p.__doc__)
print(type(Temperature.celsius).__name__, isinstance(Temperature.__dict__["celsius"], property))
class ShadowTest:
    @property
    def x(self): return "property"
s = ShadowTest()
s.__dict__["x"] = "instance"
print(s.x)
