# What lru_cache compares when it drops an entry, and calls inside calls.
from functools import lru_cache
class A:
    def __init__(self, name): self.name, self.seen = name, []
    def __hash__(self): return 1
    def __eq__(self, other):
        self.seen.append(other.name)
        return self is other
@lru_cache(maxsize=2)
def f(_): return 0
a, b, c = A("a"), A("b"), A("c")
f(a); f(b); f(a)
for x in (a, b, c): x.seen.clear()
f(c)
print(a.seen, b.seen, c.seen, f.cache_info())
f(a); print(a.seen, f.cache_info())

@lru_cache(maxsize=3)
def fib(n):
    if n < 2: return n
    return fib(n - 1) + fib(n - 2)
print(fib(20), fib.cache_info())
class R:
    def __hash__(self): return 5
    def __eq__(self, other):
        g.cache_clear()
        return True
@lru_cache(maxsize=2)
def g(x): return len(str(type(x)))
for i in range(5):
    g(R())
print(g.cache_info())
@lru_cache(maxsize=1)
def h(x):
    if x: h(x - 1)
    return x
print(h(10), h.cache_info(), h(10), h.cache_info())
@lru_cache(maxsize=2)
def k(x, *rest, **named): return x
k(1); k(1.0); k("1"); k(1, a=1); k(1, ("a", 1))
print(k.cache_info())
@lru_cache(maxsize=None, typed=True)
def t(x): return x
print(t(1), t(1.0), t(True), t.cache_info(), t.cache_parameters())
