"""A class that defines __dict__ decides what vars() and dir() of a module see."""
class C(object):
    def getDict(self): return {'a':2}
    __dict__ = property(fget=getDict)
print(vars(C()))
class D(object):
    @property
    def __dict__(self): raise ZeroDivisionError
try: vars(D())
except Exception as e: print(type(e), e)
class D(object):
    @property
    def __dict__(self): raise AttributeError("own")
try: vars(D())
except Exception as e: print(type(e), e)
print(C().__dict__, getattr(C(), "__dict__"))
import types
class Foo(types.ModuleType):
    __dict__ = 8
f = Foo("foo")
try: print(dir(f))
except Exception as e: print(type(e), e)
class Foo(types.ModuleType): pass
m = Foo("m"); m.__dir__ = lambda: [3, 1]
print(dir(m))
class Foo(types.ModuleType):
    __dict__ = {"b": 1, "__dir__": lambda: ["x", "a"]}
print(dir(Foo("q")))
