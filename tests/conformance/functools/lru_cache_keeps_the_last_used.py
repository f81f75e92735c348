import copy
from functools import *
calls = []
@lru_cache(maxsize=2)
def f(*a, **k):
    calls.append((a, k))
    return len(calls)
print(f(1), f(2), f(1), f(3), f(2), f(1), f.cache_info(), f.cache_parameters(), f.__wrapped__.__name__, f.__name__)
f.cache_clear(); print(f.cache_info(), f(x=1, y=2), f(y=2, x=1), f(x=1, y=2), f.cache_info())
@lru_cache(None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info())
@lru_cache(maxsize=0)
def none(x): return x
print(none(1), none(1), none.cache_info())
@lru_cache(typed=True)
def typed(x): return type(x).__name__
print(typed(1), typed(1.0), typed(True), typed.cache_info())
@cache
def plain(x): return x
print(plain(1.0), plain(1), plain("1"), plain.cache_info())
class C:
    @lru_cache
    def m(self, x): return x * 2
    @cached_property
    def p(self): calls.append("p"); return 42
    @singledispatchmethod
    def s(self, a): return "object"
    @s.register
    def _(self, a: int): return "int"
c = C(); print(c.m(4), c.m(4), C.m.cache_info(), c.p, c.p, calls.count("p"), c.s(1), c.s("x"))
print(copy.copy(f) is f, copy.deepcopy(f) is f, f.__reduce__())
for g in (lambda: f([]), lambda: lru_cache("x")(print), lambda: lru_cache(3, 4, 5)):
    try:
        print(g())
    except Exception as error:
        print(type(error).__name__, error)
@lru_cache(maxsize=3)
def again(n):
    return again(n - 1) + 1 if n else 0
print(again(10), again.cache_info())
@total_ordering
class T:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(T(1) <= T(2), T(3) > T(2), T(2) >= T(2))
