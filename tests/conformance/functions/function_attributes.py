# SPDX-License-Identifier: MIT
def f(a, b=1, *args, c, d=2, **kwargs) -> "result":
    """Doc of f."""
    return a

print(f.__name__, f.__qualname__, f.__doc__, f.__module__)
print(f.__defaults__, f.__kwdefaults__, f.__annotations__, f.__closure__)
code = f.__code__
print(code.co_argcount, code.co_kwonlyargcount, code.co_posonlyargcount, code.co_varnames, code.co_flags & 12)
f.note = "attached"
print(f.note, f.__dict__, vars(f))
f.__name__ = "renamed"
f.__doc__ = None
print(f.__name__, f.__doc__)
f.__defaults__ = (9, 8)
print(f(c=0))
f.__kwdefaults__ = {"c": 3, "d": 1}
print(f(), f.__kwdefaults__)
f.__defaults__ = None
try:
    f(c=1)
except TypeError as error:
    print(error)
try:
    f.__name__ = 1
except TypeError as error:
    print(error)
try:
    f.__defaults__ = [1]
except TypeError as error:
    print(error)

def g(x):
    return x * 2

def h(x):
    return x * 3

g.__code__ = h.__code__
print(g(2), g.__name__)
print(type(f), callable(f), (lambda: 0).__name__, (lambda: 0).__qualname__)

class C:
    def m(self):
        def inner():
            pass
        return inner

print(C.m.__qualname__, C().m().__qualname__, C().m.__func__ is C.m, C().m.__self__.__class__.__name__)
print(f.__globals__ is globals(), f.__get__(1).__self__)
del f.note
print(hasattr(f, "note"))
