# SPDX-License-Identifier: MIT
def forward(function, *args, **kwargs):
    return function(*args, **kwargs)

def inner(a, b=0, *rest, c=0, **others):
    return a, b, rest, c, others

print(forward(inner, 1))
print(forward(forward, inner, 1, 2, 3, c=4, d=5))
print(forward(forward, forward, forward, inner, *range(5), **dict(c=1)))

def partial(function, *bound, **bound_keywords):
    def call(*args, **kwargs):
        return function(*bound, *args, **{**bound_keywords, **kwargs})
    return call

p = partial(inner, 1, c=2)
print(p(), p(5), p(5, 6, c=7, z=8))
q = partial(partial, inner)
print(q(1)(2), q(1, c=3)(4, 5))

def swap(f):
    return lambda a, b, /, *more, **k: f(b, a, *more, **k)

print(swap(inner)(1, 2, 3, c=4), swap(swap(inner))(1, 2))

def self_named(self, function=None, **kwargs):
    return self, function, kwargs

print(self_named(1, function=2, args=3, kwargs=4))
class Proxy:
    def __init__(self, target):
        self.target = target
    def __call__(self, *args, **kwargs):
        return "proxied", self.target(*args, **kwargs)
print(Proxy(Proxy(inner))(1, c=9))
def many(*a): return len(a), sum(a)
print(many(*range(1000)), many(*range(10), *range(10), 5))
def kw_many(**k): return len(k), sum(k.values())
print(kw_many(**{f"k{i}": i for i in range(300)}))
