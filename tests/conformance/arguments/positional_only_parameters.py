# SPDX-License-Identifier: MIT
def f(a, b, /, c, *, d):
    return a, b, c, d

print(f(1, 2, 3, d=4), f(1, 2, c=3, d=4))

def g(a, b=2, /, **kwargs):
    return a, b, kwargs

print(g(1), g(1, a=5, b=6), g(1, 3, b=4))

def h(a, /):
    return a

def message(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except TypeError as error:
        print(error)

message(f, 1, b=2, c=3, d=4)
message(f, a=1, b=2, c=3, d=4)
message(f, 1, 2)
message(f, 1, 2, 3)
message(f, 1, 2, 3, 4)
message(f, 1, 2, 3, 4, d=1)
message(f, 1, 2, 3, d=4, e=5)
message(h, a=1)
message(h)
message(h, 1, 2)
message(h, 1, a=2)
message(g)
message(g, a=1)
def only_defaults(a=1, b=2, /):
    return a, b
message(only_defaults, b=1)
message(only_defaults, 1, 2, 3)
print(only_defaults(5))
