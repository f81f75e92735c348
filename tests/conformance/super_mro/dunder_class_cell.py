# SPDX-License-Identifier: MIT
class A:
    def name(self):
        return __class__.__name__
    @classmethod
    def cls_name(cls):
        return __class__.__name__, cls.__name__
    @staticmethod
    def static_name():
        return __class__
    nested = lambda self: [__class__.__name__ for _ in range(2)]

class B(A):
    pass

print(A().name(), B().name(), B.cls_name(), A.static_name() is A, B().nested())
print(A.name.__code__.co_freevars, A.name.__closure__[0].cell_contents is A)

def decorate(cls):
    return type(cls.__name__ + "Copy", cls.__bases__, dict(vars(cls)))

try:
    @decorate
    class C:
        def m(self):
            return __class__.__name__
    print(C.__name__, C().m())
except TypeError as error:
    print(error)

class Meta(type):
    def __new__(mcs, name, bases, namespace):
        print("classcell" , "__classcell__" in namespace)
        return super().__new__(mcs, name, bases, namespace)

class D(metaclass=Meta):
    def f(self): return __class__
class E(metaclass=Meta):
    def f(self): return 1
print(D().f() is D)

class Dropping(type):
    def __new__(mcs, name, bases, namespace):
        namespace.pop("__classcell__", None)
        return super().__new__(mcs, name, bases, namespace)
try:
    class F(metaclass=Dropping):
        def f(self): return __class__
except RuntimeError as error:
    print(str(error)[:60])

class Outer:
    def method(self):
        class Inner:
            def method(self):
                return __class__.__qualname__
        return Inner().method(), __class__.__qualname__
print(Outer().method())
class G:
    def f(self):
        __class__ = "shadowed"
        return __class__
print(G().f())
class H:
    try:
        __class__
    except NameError as error:
        message = str(error)
print(H.message)
