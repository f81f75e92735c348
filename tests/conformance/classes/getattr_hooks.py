# SPDX-License-Identifier: MIT
class Lazy:
    present = "class"
    def __init__(self):
        self.own = "own"
    def __getattr__(self, name):
        if name.startswith("auto_"):
            return name[5:]
        raise AttributeError(f"no {name} here")

x = Lazy()
print(x.present, x.own, x.auto_thing, hasattr(x, "auto_x"), hasattr(x, "other"), getattr(x, "other", "default"))
try:
    x.other
except AttributeError as error:
    print(error)

class All:
    def __init__(self):
        object.__setattr__(self, "log", [])
    def __getattribute__(self, name):
        log = object.__getattribute__(self, "log")
        log.append("get " + name)
        if name == "forbidden":
            raise AttributeError(name)
        return object.__getattribute__(self, name)
    def __getattr__(self, name):
        return "fallback " + name
    def __setattr__(self, name, value):
        self.log.append(f"set {name}={value}")
        object.__setattr__(self, name, value)
    def __delattr__(self, name):
        self.log.append("del " + name)
        object.__delattr__(self, name)
    def method(self):
        return "method"

a = All()
a.v = 1
print(a.v, a.forbidden, a.unknown, a.method())
del a.v
print(a.v)
a.v += "!"
print(object.__getattribute__(a, "log"))
setattr(a, "s", 5)
delattr(a, "s")
try:
    delattr(a, "s")
except AttributeError as error:
    print(error)
try:
    getattr(a, 5)
except TypeError as error:
    print(error)
class Raises:
    def __getattr__(self, name):
        raise KeyError(name)
try:
    hasattr(Raises(), "x")
except KeyError as error:
    print("hasattr lets", repr(error), "through")
class PropertyRaises:
    @property
    def p(self):
        raise AttributeError("inside property")
    def __getattr__(self, name):
        return "getattr after property " + name
print(PropertyRaises().p)
class Dunder:
    def __getattr__(self, name):
        return lambda *a: 5
try:
    len(Dunder())
except TypeError as error:
    print(error)
print(Dunder().__len__())
