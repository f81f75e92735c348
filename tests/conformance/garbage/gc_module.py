# SPDX-License-Identifier: MIT
import gc
print(gc.isenabled(), gc.get_threshold(), len(gc.get_count()), type(gc.collect()).__name__)
gc.disable(); print(gc.isenabled()); gc.enable(); print(gc.isenabled())
gc.set_threshold(500, 5, 5); print(gc.get_threshold()); gc.set_threshold(700); print(gc.get_threshold()[0]); gc.set_threshold(700, 10, 10)
class A: pass
a = A(); a.x = [1]
print(gc.is_tracked(a), gc.is_tracked([]), gc.is_tracked(1), gc.is_tracked("s"), gc.is_tracked(None), gc.is_tracked((1, [])), gc.is_tracked({}), gc.is_tracked({1: []}), gc.is_tracked(A))
print(any(x is a.x for x in gc.get_referents(a.__dict__)), gc.get_referents(1, "s"), [1, 2] in gc.get_referents(([1, 2],)), len(gc.get_referents([a, a, 1])))
container = [a]; print(any(r is container for r in gc.get_referrers(a)))
print(any(o is container for o in gc.get_objects()), gc.garbage, gc.get_debug())
for generation in (0, 1, 2): print(gc.collect(generation) >= 0, end=" ")
print()
for bad in (lambda: gc.collect(3), lambda: gc.collect(-1), lambda: gc.collect("x"), lambda: gc.set_threshold(), lambda: gc.set_threshold("a")):
    try: bad()
    except (ValueError, TypeError) as error: print(type(error).__name__, error)
calls = []
def callback(phase, info): calls.append((phase, info["generation"], sorted(info)))
gc.callbacks.append(callback); gc.collect(1); gc.callbacks.remove(callback); print(calls)
gc.collect(); x = []; x.append(x); del x; print(gc.collect(), gc.collect())
stats = gc.get_stats(); print(len(stats), sorted(stats[0]), stats[2]["collections"] > 0)
class F:
    def __del__(self): pass
f = F(); print(gc.is_finalized(f)); print(gc.get_freeze_count()); gc.freeze(); print(gc.get_freeze_count() > 0); gc.unfreeze(); print(gc.get_freeze_count())
gc.disable(); before = gc.get_count()[0]; junk = [[] for _ in range(50)]; print(gc.get_count()[0] - before >= 50); del junk; gc.enable()
log = []
class D:
    def __init__(self): self.me = self
    def __del__(self): log.append(1)
gc.set_threshold(100, 5, 5)
for _ in range(500): D()
print(len(log) > 100); gc.collect(); print(len(log)); gc.set_threshold(700, 10, 10)
