import weakref
class K:
    def __init__(self, n): self.n = n
keys = [K(i) for i in range(4)]
values = weakref.WeakValueDictionary((k.n, k) for k in keys)
by_key = weakref.WeakKeyDictionary((k, k.n) for k in keys)
members = weakref.WeakSet(keys)
print(len(values), len(by_key), len(members), sorted(values), keys[2] in members)
del keys[1]
print(sorted(values), sorted(by_key.values()), len(members), values.get(1), 1 in values)
class M:
    def hello(self): return "hello"
m = M()
method = weakref.WeakMethod(m.hello)
print(method()())
f = weakref.finalize(m, print, "finalized", end="!\n")
print(f.alive)
del m
print(method(), f.alive)
