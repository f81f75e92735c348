# SPDX-License-Identifier: MIT
def f(a, b, c=3, d=4):
    return a, b, c, d

print(f(1, 2), f(1, b=2), f(b=1, a=2), f(1, 2, d=5), f(d=1, c=2, b=3, a=4))
print(f(*[1, 2]), f(*(1,), **{"b": 2}), f(1, *[2], **{"d": 9}), f(*"ab", c="c"))
print(f(*range(4)), f(**{"a": 1, "b": 2}, **{"c": 0}), f(*[1], *[2], *[3]))

def g(*args, **kwargs):
    return args, kwargs

print(g(), g(1), g(a=1), g(1, 2, x=3, y=4), g(*[], **{}))
print(g(1, *[2, 3], 4, *"ab", k=1, **{"z": 2}))

def h(a, *rest, key=None, **others):
    return a, rest, key, others

print(h(1), h(1, 2, 3), h(1, key=2), h(1, 2, key=3, z=4), h(*[1, 2], **{"key": 5, "w": 6}))

def order(n):
    print("evaluate", n, end="; ")
    return n

print(f(order(1), order(2), d=order(3), c=order(4)))
print(g(order(1), *[order(2)], k=order(3), **{"m": order(4)}))
kwargs = {"a": 1}
def change(**k):
    k["a"] = 2
    k["new"] = 3
    return k
print(change(**kwargs), kwargs)
args = [1, 2]
def changed(*a):
    return a, a is args
print(changed(*args), changed(*(t := (1, 2)))[0] is t)
