# SPDX-License-Identifier: MIT
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kwargs):
        print("prepare", name, [b.__name__ for b in bases], kwargs)
        return {"prepared": True}
    def __new__(mcs, name, bases, namespace, **kwargs):
        print("new", name, sorted(k for k in namespace if not k.startswith("__")), kwargs)
        namespace["added"] = len(namespace)
        return super().__new__(mcs, name, bases, dict(namespace))
    def __init__(cls, name, bases, namespace, **kwargs):
        print("init", name)
        super().__init__(name, bases, namespace)
    def __call__(cls, *args, **kwargs):
        print("call", cls.__name__, args)
        instance = super().__call__(*args, **kwargs)
        instance.tagged = True
        return instance
    def on_class(cls):
        return "method of " + cls.__name__

class A(metaclass=Meta, option=1):
    x = 1
    def __init__(self, v):
        self.v = v

class B(A):
    y = 2

b = B(5)
print(b.v, b.tagged, B.prepared, B.on_class(), type(B).__name__, isinstance(B, Meta))
try:
    b.on_class()
except AttributeError as error:
    print(error)
C = Meta("C", (), {"z": 1})
print(C.z, type(C) is Meta)

class Ordered(type):
    def __prepare__(name, bases):
        return Recorder()
    def __new__(mcs, name, bases, namespace):
        cls = super().__new__(mcs, name, bases, dict(namespace))
        cls.order = [n for n in namespace.order if not n.startswith("__")]
        return cls

class Recorder(dict):
    def __init__(self):
        self.order = []
    def __setitem__(self, key, value):
        self.order.append(key)
        super().__setitem__(key, value)

class D(metaclass=Ordered):
    b = 1
    a = 2
    b = 3
    def c(self): pass

print(D.order)
def function_metaclass(name, bases, namespace):
    return (name, bases, sorted(k for k in namespace if k[0] != "_"))
class E(metaclass=function_metaclass):
    q = 1
print(E)
