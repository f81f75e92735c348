# SPDX-License-Identifier: MIT
def count(n):
    print("started")
    for i in range(n):
        yield i
    print("finished")
    return "result"

g = count(2)
print(type(g).__name__, g.__name__, iter(g) is g, next(g), next(g))
try:
    next(g)
except StopIteration as error:
    print("stopped with", error.value)
try:
    next(g)
except StopIteration as error:
    print("stopped again with", error.value)
print(list(count(3)), next(count(0), "default"))

def empty():
    return
    yield

print(list(empty()), [*empty()])

def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b

print([x for x, _ in zip(fib(), range(15))])

def take(n, items):
    for _, x in zip(range(n), items):
        yield x

def squares(items):
    for x in items:
        yield x * x

print(list(take(5, squares(x for x in fib() if x % 2))))
g = fib()
print(g.gi_running, g.gi_frame is not None, g.gi_code.co_name, g.gi_yieldfrom)
g.close()
print(g.gi_frame, list(g))

def both():
    x = yield
    print("got", x)
    y = yield x
    print("got", y)

b = both()
print(next(b), b.send(1))
try:
    b.send(2)
except StopIteration as error:
    print(error.value)
for bad in (lambda: both().send(1), lambda: len(both()), lambda: both()[0], lambda: both()()):
    try:
        bad()
    except TypeError as error:
        print(error)
def argument_check(a): yield a
try:
    argument_check()
except TypeError as error:
    print(error)
print(list(map(lambda x: (yield_ := x), argument_check(5))), sum(take(10, fib())), repr(g).startswith("<generator object fib at 0x"))
