# SPDX-License-Identifier: MIT
class CM:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow
    def __enter__(self):
        print("enter", self.name)
        return self.name
    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind.__name__ if kind else None, value, traceback is not None)
        return self.swallow

with CM("a") as a:
    print("body", a)
with CM("b"), CM("c") as c: print("two", c)
with (CM("d") as d, CM("e"), CM("f") as f,): print("parenthesised", d, f)
with (CM("g")): print("just parens")
with (CM("h"), CM("i") as t): print(t)
with CM("swallow", True): raise ValueError("gone")
try:
    with CM("outer"), CM("inner"):
        raise KeyError("through")
except KeyError as error: print("outside", error)
with CM("outer", True), CM("inner"): 1 / 0
with CM("outer"), CM("inner", True): 1 / 0
def returns():
    with CM("ret") as r: return r
def breaks():
    for i in range(3):
        with CM(str(i)):
            if i == 0: continue
            if i == 1: break
    return i
print(returns(), breaks())
class Target: pass
t, l, d = Target(), [0], {}
with CM("attr") as t.x, CM("item") as l[0], CM("key") as d["k"], CM("pq") as (p, q): pass
print(t.x, l, d, p, q)
class FailsExit(CM):
    def __exit__(self, *args): raise RuntimeError("exit failed")
try:
    with FailsExit("x"): raise ValueError("original")
except RuntimeError as error: print(error, repr(error.__context__))
class FailsEnter(CM):
    def __enter__(self): raise RuntimeError("enter failed")
try:
    with CM("first"), FailsEnter("second"): print("never")
except RuntimeError as error: print(error)
class NoEnter:
    def __exit__(self, *a): pass
class NoExit:
    def __enter__(self): pass
for bad in (5, NoEnter(), NoExit(), None):
    try:
        with bad: print("never")
    except TypeError as error: print(error)
x = CM("inst"); x.__enter__ = lambda: "instance"
with x as v: print(v)
def gen():
    with CM("gen"): yield 1
g = gen(); next(g); g.close()
with CM("empty"): pass
class Truthy(CM):
    def __exit__(self, *a): return [1]
with Truthy("t"): raise Exception
with CM("raise in body", True) as n:
    with CM("nested") as m: raise LookupError(n)
print("end")
