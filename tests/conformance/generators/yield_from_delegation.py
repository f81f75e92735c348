# SPDX-License-Identifier: MIT
def inner():
    x = yield 1
    print("inner got", x)
    try:
        y = yield 2
        print("inner got", y)
    except ValueError as error:
        print("inner caught", error)
        y = yield "after throw"
    return "inner result"

def outer():
    result = yield from inner()
    print("result:", result)
    again = yield from [10, 20]
    print("list result:", again)
    yield from "ab"
    yield from range(2)
    yield from ()
    return "outer result"

g = outer()
print(next(g), g.send("A"), g.throw(ValueError("V")))
print(list(g))
g = outer(); next(g)
print(g.gi_yieldfrom.__name__)
class Custom:
    def __init__(self): self.log = []
    def __iter__(self): return self
    def __next__(self): self.log.append("next"); return len(self.log)
    def send(self, value): self.log.append(("send", value)); return value
    def throw(self, *args): self.log.append(("throw", args[0] if isinstance(args[0], type) else type(args[0]))); raise StopIteration("thrown")
    def close(self): self.log.append("close")
def delegate(c):
    print("returned", (yield from c))
    yield "end"
c = Custom(); d = delegate(c)
print(next(d), next(d), d.send(None), d.send("v"), d.throw(KeyError("k")), [e if isinstance(e, str) else e[0] for e in c.log])
c = Custom(); d = delegate(c); next(d); d.close(); print(c.log)
class Plain:
    def __iter__(self): return self
    def __next__(self): return 5
d = delegate(Plain()); next(d)
try:
    d.send(1)
except AttributeError as error:
    print(error)
d = delegate(Plain()); next(d)
try:
    d.throw(KeyError("plain"))
except KeyError as error:
    print(repr(error))
try:
    list(delegate(5))
except TypeError as error:
    print(error)
def tree(n): 
    if n:
        yield from tree(n // 2)
        yield n
        yield from tree(n // 3)
print(list(tree(10)))
def deep(n):
    if n: yield from deep(n - 1)
    yield n
print(sum(deep(200)))
def reenter():
    yield from it
it = reenter()
try:
    next(it)
except ValueError as error:
    print(error)
def me():
    yield next(m)
m = me()
try:
    next(m)
except ValueError as error:
    print(error)
def chain(*its):
    for i in its: yield from i
print(list(chain([1], (2,), {3: 4}, "x", (i for i in [9]))))
def value(): return (yield from (yield))
v = value(); next(v); print(v.send([7]), next(v, "done"))
