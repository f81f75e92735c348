# SPDX-License-Identifier: MIT
class Trace:
    def __new__(cls, *args, **kwargs):
        print("new", cls.__name__, args, kwargs)
        return super().__new__(cls)
    def __init__(self, *args, **kwargs):
        print("init", args, kwargs)

Trace(1, k=2)

class Other:
    def __new__(cls):
        return 42
    def __init__(self):
        print("never")

print(Other())

class Single:
    instance = None
    def __new__(cls, value):
        if cls.instance is None:
            cls.instance = super().__new__(cls)
        return cls.instance
    def __init__(self, value):
        self.value = value

a, b = Single(1), Single(2)
print(a is b, a.value)

class Sub(Trace):
    def __new__(cls, *args):
        self = super().__new__(cls, "changed")
        self.early = True
        return self

print(Sub(7).early)

class BadInit:
    def __init__(self):
        return 5

try:
    BadInit()
except TypeError as error:
    print(error)
try:
    object.__new__(int)
except TypeError as error:
    print(error)
try:
    object.__new__()
except TypeError as error:
    print(error)
try:
    int.__new__(str)
except TypeError as error:
    print(error)

class Immutable(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))
    @property
    def first(self):
        return self[0]

i = Immutable(1, 2)
print(i, i.first, type(i + (3,)).__name__, len(i), hash(i) == hash((1, 2)))

class Returns:
    def __new__(cls, sub):
        return object.__new__(ReturnsSub) if sub else object.__new__(cls)
    def __init__(self, sub):
        print("init of", type(self).__name__)
class ReturnsSub(Returns):
    pass
Returns(True), Returns(False)
x = Trace.__new__(Trace, "raw")
print(type(x).__name__, vars(x))
