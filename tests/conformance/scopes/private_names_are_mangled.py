# SPDX-License-Identifier: MIT
class A:
    __secret = 1
    __dunder__ = 2
    _single = 3
    def __init__(self):
        self.__value = 10
        self.__other__ = 11
    def get(self):
        return self.__value + self.__secret
    def local(self):
        __tmp = 5
        return sorted(locals())
    def argument(self, __arg=1):
        return __arg
    class __Inner:
        __deep = 1
    def nested(self):
        return self.__Inner._Inner__deep if hasattr(self.__Inner, "_Inner__deep") else "other"

a = A()
print(sorted(vars(a)), a.get(), a.local())
print(a._A__value, A._A__secret, A.__dunder__, a.argument(_A__arg=4))
try:
    a.__value
except AttributeError as error:
    print(error)
print(a.nested())

class _B:
    __x = 1
class ___:
    __x = 1
class __C:
    __x = 1
print([k for k in vars(_B) if k.endswith("x")], [k for k in vars(___) if k.endswith("x")],
      [k for k in vars(__C) if k.endswith("x")])

class D:
    def set(self):
        global __mangled_global
        __mangled_global = 1
    def call(self, **kw):
        return sorted(kw)
    def use(self):
        return self.call(__k=1)
D().set()
print("_D__mangled_global" in globals(), D().use())
class E(A):
    def peek(self):
        try:
            return self.__value
        except AttributeError as error:
            return str(error)
print(E().peek(), getattr(E(), "_A__value"))
