# Dicts and views that change while they are walked, printed and compared.
import gc
from functools import partial
def t(label, f):
    try:
        print(label, f())
    except Exception as e:
        print(label, type(e).__name__, e)
for op in ("&", "|", "^", "-"):
    for l, r in (("{}.keys()", "1"), ("1", "{}.keys()"), ("{1: 2}.items()", "[(1, 2), 3]"), ("{1: 2}.keys()", "{1: 3}"), ("[1, 5]", "{1: 2}.keys()"), ("{1: []}.items()", "{(1, 2)}"), ("{1: 2}.values()", "{2}"), ("{1: 2}.keys()", "'ab'")):
        t("%s %s %s" % (l, op, r), lambda: sorted(eval("%s %s %s" % (l, op, r)), key=str))
for op in ("<", "<=", "==", "!=", ">", ">="):
    t(op, lambda: eval("({1: 2}.keys() %s {1}, {1: 2}.items() %s {(1, 2)}, {}.keys() %s {}.keys(), {1: 2}.keys() %s [1] if %r in '==!=' else 0)" % (op, op, op, op, op)))
d = {i: i for i in range(4)}
def mutate(f):
    d = {i: i for i in range(4)}; seen = []
    for n, k in enumerate(d):
        seen.append(k); f(d, k, n)
        if n > 30: break
    return seen, len(d)
t("change value", lambda: mutate(lambda d, k, n: d.__setitem__(k, 9))); t("add", lambda: mutate(lambda d, k, n: d.__setitem__(k + 10, 9))); t("del", lambda: mutate(lambda d, k, n: d.pop(k))); t("swap", lambda: mutate(lambda d, k, n: (d.pop(k), d.__setitem__(k + 10, 1)))); t("move", lambda: mutate(lambda d, k, n: (d.pop(k), d.__setitem__(k, 1)))); t("clear at end", lambda: mutate(lambda d, k, n: d.clear() if n == 3 else 0)); t("clear", lambda: mutate(lambda d, k, n: d.clear() if n == 1 else 0))
for name in ("keys", "values", "items", "__reversed__"):
    def rev():
        d = {i: i for i in range(4)}; it = reversed(getattr(d, name)()) if name != "__reversed__" else reversed(d); r = [next(it)]; d[9] = 9
        return r + list(it)
    t("reversed " + name, rev)
class V:
    def __init__(self, f): self.f = f
    def __eq__(self, o): self.f(); return True
    def __repr__(self): self.f(); return "V"
    def __hash__(self): return 1
d = {}; d.update({0: V(lambda: d.clear()), 1: 5, 2: V(lambda: d.clear())}); t("items contains", lambda: (0, V(lambda: None)) in d.items()); print(len(d))
d = {}; d.update({i: V(lambda: d.clear()) for i in range(5)}); t("repr", lambda: repr(d)); print(len(d))
d = {}; d.update({i: V(lambda: d.clear()) for i in range(5)}); t("repr values", lambda: repr(d.values())); print(len(d))
d = {}; d.update({i: V(lambda: d.__setitem__(99, 1)) for i in range(3)}); t("repr grows", lambda: repr(d)); print(len(d))
d = {}; d.update({V(lambda: d.clear()): 1}); t("lookup", lambda: d.get(V(lambda: None))); t("copy", lambda: len(dict(d))); t("fromkeys", lambda: len(dict.fromkeys(d, 1)))
class K(str):
    def __str__(self): p.__setstate__((p.func, (), {}, None)); return "astring"
    __repr__ = __str__
p = partial(len); p.__setstate__((print, (), {K("k"): 1, "b": 2}, None)); t("partial repr", lambda: repr(p)[-14:]); p.__setstate__((print, (), {5: 1, None: [2]}, None)); t("partial keys", lambda: repr(p)[-16:]); t("partial call", lambda: p())
p.__setstate__((print, (p,), {"x": p}, None)); t("partial self", lambda: len(repr(p)) > 10); p.__setstate__((print, (), {}, None))
class Cyc:
    def __init__(self, k, reg): self.k, self.me, self.reg = k, self, reg; reg[k] = None
    def __del__(self): del self.reg[self.k]
for rep in range(3):
    reg = {}; objs = set(Cyc(i, reg) for i in range(2000))
    while objs:
        objs.remove(next(iter(objs)))
        if len(objs) % 100 == 0:
            try:
                for k, v in list(reg.items()): pass
            except RuntimeError: pass
    gc.collect(); print(len(reg))
s = {1, 2}; it = iter(s); s.add(4); s.remove(4); t("set balanced", lambda: next(it)); it = iter(s); s.add(4); t("set grown", lambda: next(it)); t("after", lambda: next(it))
it = iter({1: 2, 3: 4}); next(it); t("reduce", lambda: it.__reduce__()[1]); t("hint", lambda: it.__length_hint__()); t("hint after", lambda: (list(it), it.__length_hint__()))
t("mapping", lambda: {1: 2}.keys().mapping); t("isdisjoint", lambda: ({1: 2}.keys().isdisjoint([2]), {1: 2}.items().isdisjoint({(1, 2): 0}))); t("update self", lambda: (lambda d: (d.update(d), d)[1])({1: 2})); t("ior", lambda: (lambda d: d.__ior__([(3, 4)]))({1: 2})); t("or", lambda: {1: 2} | [(3, 4)]); t("update bad", lambda: {}.update([1])); t("update bad 2", lambda: {}.update([(1, 2, 3)])); t("update str", lambda: (lambda d: (d.update(["ab"]), d)[1])({})); t("dict kw", lambda: dict({1: 2}, **{"a": 1})); t("dict kw int", lambda: dict(**{1: 2})); t("popitem", lambda: {}.popitem()); t("unhashable", lambda: {[]: 1}); t("dict repr self", lambda: (lambda d: (d.__setitem__(1, d), d.__setitem__(2, d.values()), repr(d))[-1])({}))
class Keys:
    def keys(self): return ["a", "b"]
    def __getitem__(self, k): return k * 2
t("keys()", lambda: dict(Keys())); t("**keys()", lambda: (lambda **k: k)(**Keys())); t("{**}", lambda: {**Keys(), "z": 1}); t("{**5}", lambda: {**5}); t("f(**5)", lambda: (lambda **k: k)(**5)); t("f(**twice)", lambda: (lambda **k: k)(**{"a": 1}, **{"a": 2})); t("f(a, **a)", lambda: (lambda a: a)(1, **{"a": 2}))
class BadKeys:
    def keys(self): return 5
t("bad keys", lambda: dict(BadKeys())); t("bad keys **", lambda: {**BadKeys()})
