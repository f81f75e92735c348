# SPDX-License-Identifier: MIT
def averager():
    total = count = 0
    average = None
    while True:
        value = yield average
        if value is None:
            return total, count
        total += value
        count += 1
        average = total / count

a = averager()
print(next(a), a.send(10), a.send(20), a.send(33))
try:
    a.send(None)
except StopIteration as error:
    print(error.value)

def expression():
    x = (yield 1) + (yield 2)
    print("sum", x)
    y = [(yield 3), (yield 4)]
    print("list", y)
    print("call", max((yield 5), (yield 6)))
    z = yield
    print("bare", z)
    yield (yield "inner")
    f = lambda: (yield 7)
    yield list(f())
    w = yield 1, 2
    print("tuple", w)
    print(f"{(yield 'fstring')!r}")
    return (yield "last")

g = expression()
value = next(g)
i = 0
try:
    while True:
        i += 1
        print("yielded", value)
        value = g.send(i * 10)
except StopIteration as error:
    print("returned", error.value)

def echo():
    while True:
        try:
            received = yield
            print("received", received)
        except ValueError as error:
            print("caught", error)

e = echo()
next(e)
e.send("a")
e.throw(ValueError("thrown"))
e.send("b")
e.close()
try:
    e.send("c")
except StopIteration:
    print("closed")
def accumulate():
    total = 0
    while True:
        total += yield total
acc = accumulate(); next(acc)
print([acc.send(x) for x in (1, 2, 3)])
def swap():
    d = {}
    while True:
        d[(yield d)] = (yield "value?")
s = swap(); next(s); print(s.send("k"), s.send("v"), s.send("k2"), s.send("v2"))
