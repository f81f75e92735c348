import gc, weakref

class C:
    def __init__(self, n): self.n = n
    def __repr__(self): return f"C({self.n})"
a = C(1)
r = weakref.ref(a)
print(r() is a, weakref.ref(a) is r, weakref.getweakrefcount(a), weakref.getweakrefs(a) == [r], hash(r) == hash(a), r == weakref.ref(a))
def gone(reference): print("gone", reference is cb, reference())
cb = weakref.ref(a, gone)
print(weakref.getweakrefcount(a), cb.__callback__ is gone, r.__callback__)
del a
print(r(), weakref.getweakrefs(r) if False else "dead", cb.__callback__)
b = C(2); b.self = b
second = weakref.ref(b, lambda w: print("collected"))
del b
print(gc.collect() > 0, second())
for bad in (3, None, (1,)):
    try:
        weakref.ref(bad)
    except TypeError as error:
        print(error)
try:
    weakref.ref(C(1), None, 3)
except TypeError as error:
    print(error)
try:
    hash(weakref.ref(C(5)))
except TypeError as error:
    print(error)
