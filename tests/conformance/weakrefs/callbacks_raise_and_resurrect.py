# Callbacks of weak references: order, deaths at the same time, errors, changes on the way.
import gc, weakref
class O:
    pass
log = []
o = O()
refs = [weakref.ref(o, lambda r, i=i: log.append(i)) for i in range(4)]
plain = weakref.ref(o)
print(weakref.getweakrefcount(o), plain is weakref.ref(o), len(weakref.getweakrefs(o)))
del refs[1]
del o
print(log, plain())
log.clear()
o = O()
def drops(r):
    log.append("drops"); others.clear()
others = [weakref.ref(o, lambda r: log.append("late")) for i in range(3)]
first = weakref.ref(o, drops)
del o
print(log, others)
o = O(); r = weakref.ref(o, lambda r: 1 / 0)
import sys
sys.unraisablehook = lambda u: print("unraisable", u.exc_type.__name__, u.err_msg)
del o
print(r)if r() else print("dead", hash(weakref.ref(O)) == hash(O))
class K:
    def __hash__(self): return 3
    def __eq__(self, other): log.append("eq"); return self is other
d = weakref.WeakKeyDictionary()
k1, k2 = K(), K()
d[k1] = 1; d[k2] = 2
it = iter(d.items())
print(next(it)[1]); del k1
print(len(d), [v for _, v in it])
wv = weakref.WeakValueDictionary()
vals = [O() for _ in range(5)]
for i, v in enumerate(vals): wv[i] = v
del v
for k in wv:
    if k == 0: vals.clear()
print(len(wv), list(wv))
s = weakref.WeakSet()
items = [O() for _ in range(4)]
s.update(items)
for x in s:
    items.clear()
del x
print(len(s))
p = weakref.proxy(o := O())
o.v = 1
print(p.v, type(p).__name__)
del o
try:
    p.v
except ReferenceError as e:
    print(e)
a, b = O(), O()
ra, rb = weakref.ref(a), weakref.ref(b)
print(ra == rb, ra == weakref.ref(a))
try:
    h = hash(weakref.ref(o2 := K()))
    q = weakref.ref(o2); h = hash(q); del o2; print(hash(q) == h)
    q2 = weakref.ref(K()); hash(q2)
except TypeError as e:
    print(e)
f = weakref.finalize(a, print, "finalized", 1)
print(f.alive); del a; print(f.alive, f())
