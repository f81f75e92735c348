# SPDX-License-Identifier: MIT
def g():
    raise StopIteration("in generator")
    yield
try:
    next(g())
except RuntimeError as error:
    print(error, repr(error.__cause__), error.__cause__ is error.__context__)
def leak(): yield next(iter([]))
try:
    list(leak())
except RuntimeError as error: print(error)
def plain(): raise StopIteration(3)
class Iter:
    def __iter__(self): return self
    def __next__(self): return plain()
print(list(Iter()), [x for x in Iter()])
try:
    next(Iter())
except StopIteration as stop: print(stop.value, stop.args)
print(next(Iter(), "default"))
try:
    [next(iter([])) for _ in range(2)]
except StopIteration: print("a list comprehension lets StopIteration out")
print(list(map(lambda x: next(iter([])) if x == 2 else x, [1, 2, 3])))
def conversion():
    try: yield 1
    except GeneratorExit: raise StopIteration
c = conversion(); next(c)
try: c.close()
except RuntimeError as error: print(error)
def catches():
    while True:
        try: yield
        except Exception: print("Exception does not catch GeneratorExit")
c = catches(); next(c); c.close()
def base():
    try: yield
    except BaseException as error: print(type(error).__name__); raise
c = base(); next(c); c.close()
def value_tuple(): return (1, 2); yield
try: next(value_tuple())
except StopIteration as stop: print(stop.value, stop.args)
def value_exception(): return ValueError("v"); yield
try: next(value_exception())
except StopIteration as stop: print(repr(stop.value))
def delegate(): print("value", (yield from value_tuple())); yield "end"
print(list(delegate()))
class S(StopIteration): pass
class I2:
    def __iter__(self): return self
    def __next__(self): raise S("sub")
print(list(I2()))
for function in (sum, list, max, sorted, tuple, set, any):
    try: function(x for x in [1] if plain())
    except RuntimeError as error: print(function.__name__, error)
try: raise StopIteration
except StopIteration as stop: print(stop.value, repr(stop))
try: iter([]).__next__()
except StopIteration as stop: print(stop.args)
it = iter(plain, 3)
print(list(it))
