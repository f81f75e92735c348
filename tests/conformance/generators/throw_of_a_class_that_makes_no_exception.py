# SPDX-License-Identifier: MIT
class E(Exception):
    def __new__(cls, *a, **k): return cls
def g(): yield
x = g()
try: x.throw(E)
except TypeError as e: print(e)
print(next(x, 'end'))


def catching():
    try:
        yield
    except TypeError as error:
        yield str(error)


y = catching()
next(y)
print(y.throw(E))


class F(Exception):
    def __init__(self):
        raise ValueError("in __init__")


def catching_value_error():
    try:
        yield
    except ValueError as error:
        yield str(error)


z = catching_value_error()
next(z)
print(z.throw(F))
