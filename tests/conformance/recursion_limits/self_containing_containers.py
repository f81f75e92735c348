# SPDX-License-Identifier: MIT
l = [1]; l.append(l); print(l, repr(l), str(l), f"{l}")
d = {"k": 1}; d["self"] = d; print(d)
t = ([],); t[0].append(t); print(t)
l2 = [[]]; l2[0].append(l2); print(l2)
a, b = [], []; a.append(b); b.append(a); print(a, b)
for action in (lambda: l == l, lambda: a == b, lambda: l < l, lambda: d == d, lambda: [l] == [l]):
    try: print(action())
    except RecursionError as error: print("RecursionError", error)
x, y = [], []; x.append(x); y.append(y)
try: x == y
except RecursionError as error: print(error)
x, y = {}, {}; x[1] = x; y[1] = y
try: x == y
except RecursionError as error: print(error)
class N:
    def __init__(self): self.me = self
    def __repr__(self): return f"N({self.items!r})"
n = N(); n.items = [n.__class__, 1]; print(len(n.items))
class L(list): pass
s = L([1]); s.append(s); print(s)
class D(dict): pass
q = D(); q["q"] = q; print(q)
s = set(); f = frozenset([1]); print({f: f}, {frozenset(): ()})
nested = []
for i in range(50): nested = [nested]
print(repr(nested).count("["), nested == nested, len(str(nested)))
v = {}; v["values"] = v.values(); print(v)
v = {}; v["items"] = v.items(); print(v)
deep = ()
for i in range(100): deep = (deep, i)
print(hash(deep) == hash(deep), deep < deep, deep == (deep[0], 99), repr(deep)[:20])
