# SPDX-License-Identifier: MIT
registry = {}

def register(cls):
    registry[cls.__name__] = cls
    return cls

def add_repr(cls):
    cls.__repr__ = lambda self: f"{cls.__name__}({', '.join(f'{k}={v!r}' for k, v in vars(self).items())})"
    return cls

@register
@add_repr
class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

print(Point(1, "two"), registry["Point"] is Point)

@lambda cls: cls()
class Singleton:
    value = 5

print(Singleton.value, type(Singleton).__name__)

def logged(method):
    def wrapper(self, *args):
        result = method(self, *args)
        self.log.append((method.__name__, args, result))
        return result
    return wrapper

class Machine:
    def __init__(self):
        self.log = []
    @logged
    def double(self, n):
        return n * 2
    @staticmethod
    @lambda f: lambda: f() + 1
    def static():
        return 1
    @classmethod
    def make(cls, *args):
        return cls(*args)
    @property
    @lambda f: lambda self: f(self) * 10
    def size(self):
        return len(self.log)

m = Machine.make()
print(m.double(4), m.static(), m.size, m.log)

class Deco:
    def __init__(self, function):
        self.function = function
        self.names = []
    def __set_name__(self, owner, name):
        self.names.append((owner.__name__, name))
    def __get__(self, instance, owner):
        return lambda *a: self.function(instance, *a)

class User:
    @Deco
    def method(self, x):
        return type(self).__name__, x

print(User().method(3), User.__dict__["method"].names)
