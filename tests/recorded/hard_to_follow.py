# SPDX-License-Identifier: MIT
# Instructions that are hard to follow: guards that fail, variables that hold what changes, calls that return to a stack
# whose items have changed.

def add(a, b):
    a += b
    return a

def pick(d, key):
    return d[key]

class D(dict):
    def __missing__(self, key):
        self[key] = []
        return self[key]

def hold(x, n=10 ** 40, *rest, key=b'b'):
    y = x
    x.append(n)
    z = (y, rest, key)
    del y
    return z

def texts(s, e):
    part = slice(1, s)
    bound = s.bit_length
    e.args = (s,)
    return part, bound, e, 3j, ...

def nothing():
    [] = ()
    return None

def generate(xs):
    for x in xs:
        if x % 2 == 0:
            continue
        yield x * 1.5

def fail(n):
    def g():
        return n
    try:
        return g() // 0
    except ZeroDivisionError as e:
        return e

def swap(xs):
    xs[0], xs[1] = xs[1], xs[0]
    return [y for y in xs[1:] if y > 1]

for i in range(60):
    add(1, 2)
    pick({0: 1}, 0)
x = [1]
add(x, [2])
add(x, [3])
d = D()
pick(d, 1)
pick(d, 2)
hold([1])
hold([], 2, 3, key='text ' * 40)
texts(2, ValueError(1))
texts(3, KeyError(2))
nothing()
print(*generate(range(9)))
fail(1)
swap([3, 1, 2])
swap([1, 2, 3])
