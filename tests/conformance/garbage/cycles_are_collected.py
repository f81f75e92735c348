# SPDX-License-Identifier: MIT
import gc
gc.disable()
log = []
class Node:
    def __init__(self, name): self.name = name
    def __del__(self): log.append(self.name)
a, b = Node("a"), Node("b"); a.other, b.other = b, a
del a, b
print(log); n = gc.collect(); print(sorted(log), n > 0); log.clear()
s = Node("self"); s.me = s; del s; gc.collect(); print(log); log.clear()
l = [Node("in list")]; l.append(l); del l; gc.collect(); print(log); log.clear()
d = {"n": Node("in dict")}; d["d"] = d; del d; gc.collect(); print(log); log.clear()
def closure():
    node = Node("in closure")
    def f(): return f, node
    return f
closure(); print(log); gc.collect(); print(log); log.clear()
def gen():
    node = Node("in generator")
    me = yield
    yield node
g = gen(); next(g); g.send(g); del g; print(log); gc.collect(); print(log); log.clear()
class WithMethod:
    def __init__(self): self.m = self.method; self.n = Node("bound method")
    def method(self): pass
WithMethod(); gc.collect(); print(log); log.clear()
def make_class():
    class Temp: n = Node("class attribute")
    Temp.instance = Temp()
make_class(); gc.collect(); print(log); log.clear()
try: raise ValueError
except ValueError as e: e.self = e; e.n = Node("exception")
gc.collect(); print(log); log.clear()
keep = Node("kept"); keep.cycle = [keep]; gc.collect(); print(log, keep.cycle[0].name)
class Resurrect:
    saved = []
    def __init__(self): self.me = self
    def __del__(self): log.append("del"); Resurrect.saved.append(self)
Resurrect(); gc.collect(); print(log, len(Resurrect.saved)); Resurrect.saved.clear(); gc.collect(); print(log); log.clear()
t = ([],); t[0].append(t); t[0].append(Node("tuple cycle")); del t; gc.collect(); print(log); log.clear()
chain = None
for i in range(1000): chain = [chain]
ring = chain
while ring[0] is not None: ring = ring[0]
ring[0] = chain; del chain, ring; print(gc.collect() >= 1000)
gc.enable(); print(gc.isenabled())
