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

def numbers(n):
    some, more = range(n), range(10 ** 30, 10 ** 30 + n)
    big = slice(10 ** 30)
    every = [some, more, big]
    some = some, more, some[1:], every, 1j
    return some, more, some, big, big

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

def iterate(xs, d):
    pairs = []
    for pair in d.items():
        pairs += [pair] if pair[0] in d else []
        del pair
    for pair in zip(xs, enumerate(xs)):
        if pair[0] == 2:
            kept = pair
    for number in map(xs.append, (7, 8)):
        xs
    for number in zip(range(2), map(xs.pop, [0, 0])):
        xs
    for number in enumerate(iter(xs.pop, 8)):
        xs
    some = {*d, *xs}
    d.update(a=xs), d.get('a').append(9), d.setdefault('b', []).append(xs)
    return pairs, kept, [*map(xs.append, d)], {**d}, some, next(iter(d)), next(map(xs.append, d))

class Mapped(map):
    pass

def take(xs):
    ys = xs
    next(Mapped(xs.append, [1]))
    pair = xs, sum(Mapped(len, [ys])), next(Mapped(xs.pop, [0]))
    for item in Mapped(ys.append, [5, 6]):
        show(xs)
    return xs, pair, any(Mapped(xs.append, [7])), xs

def show(xs):
    return xs

class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y
        self.seen = []

    def move(self, by):
        self.x += by
        self.y = 'text' if self.x > 3 else None
        self.seen.append(self.x)
        if by == 2:
            del self.y
        return self

def walk(points):
    for number, p in enumerate(points):
        got = yield p.move(number)
        if got:
            p.x = got
    return points

def outer(points):
    last = yield from walk(points)
    yield last
    try:
        yield 1 / len(last[0].seen[1:1])
    except ZeroDivisionError:
        yield 'divided'

class Noisy:
    def __del__(self):
        print('dies')

def ends_noisily():
    yield 1
    return Noisy()

def rotate(xs, times):
    for _ in range(times):
        for i in range(len(xs) - 1):
            xs[i], xs[i + 1] = xs[i + 1], xs[i]
        xs[-1] = xs[0]
    return xs

async def wait(n):
    return [n]

async def gather():
    all = []
    for n in range(3):
        all += await wait(n)
    return all

show(take([8, 9]))
for time in range(3):
    iterate([1, 2, 3, 8, 4, 5], {'x': 1, 'y': [2], 3: ()})
points = [Point(n, -n) for n in range(3)]
for time in range(40):
    for p in outer(points):
        p
    for i in ends_noisily():
        pass
    rotate([1, [2], 3.5, 'a', None, 6, 7, 8, 9], 1)
sender = walk(points)
next(sender)
sender.send(7)
sender.close()
try:
    gather().send(None)
except StopIteration as e:
    print(e.value)
z = 1j
for n in range(3):
    z = z * z + complex(-0.0, n)
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
numbers(3)
print(*generate(range(9)))
fail(1)
swap([3, 1, 2])
swap([1, 2, 3])
