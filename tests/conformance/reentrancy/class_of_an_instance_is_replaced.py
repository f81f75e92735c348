# __slots__, __dict__, __weakref__ and __class__ assignment.
import weakref
def t(f):
    try:
        r = f()
        print(r if " at 0x" not in repr(r) else type(r).__name__)
    except Exception as e:
        print(type(e).__name__, e)
class A: __slots__ = ["a"]
class B: __slots__ = ["a"]
class C: __slots__ = ["b"]
class D: __slots__ = ["a", "b"]
class E: pass
class F(A): pass
class G(A): __slots__ = ()
class H: __slots__ = ["a", "__dict__"]
class I: __slots__ = ["a", "__weakref__"]
class J(A): __slots__ = ["__dict__", "__weakref__"]
classes = [A, B, C, D, E, F, G, H, I, J, int, list, object]
def assign(x, y):
    o = x(); o.__class__ = y
    return type(o).__name__
for x in classes:
    for y in classes: t(lambda: (x.__name__, y.__name__, assign(x, y)))
for c in classes[:10]:
    o = c(); print(c.__name__, hasattr(o, "__dict__"), hasattr(o, "__weakref__"))
    t(lambda: weakref.ref(o)() is o); t(lambda: setattr(o, "z", 1)); t(lambda: o.a); t(lambda: delattr(o, "a"))
a = A(); a.a = 5; a.__class__ = B; print(a.a)
for slots in ("x", ["x", "x"], ["1x"], [""], [5], "__dict__", ["__dict__", "__dict__"], ["__weakref__", "__weakref__"], {"x": "doc"}, iter(["p", "q"]), ("__x",), ("__class__",), ["__qualname__"], ("__slots__",), ["a b"], None, 5, "xy", ("__classcell__",), ["x\0y"], ["é"]):
    t(lambda: sorted(k for k in vars(type("K", (), {"__slots__": slots})) if not k.startswith("__")))
t(lambda: type("K", (), {"__slots__": ["x"], "x": 1})); t(lambda: type("K", (int,), {"__slots__": ["x"]})); t(lambda: type("K", (tuple,), {"__slots__": ["x"]})); t(lambda: type("K", (tuple,), {"__slots__": ["__dict__"]})().__dict__)
t(lambda: type("K", (A, C), {})); t(lambda: type("K", (A, B), {})); t(lambda: type("K", (A, E), {})()); t(lambda: type("K", (G, A), {})); t(lambda: type("K", (list, dict), {})); t(lambda: type("K", (list, A), {})); t(lambda: type("K", (Exception, A), {})); t(lambda: type("K", (E, list), {})().__dict__)
t(lambda: type("K", (bool,), {})); t(lambda: type("K", (type(None),), {})); t(lambda: type("K", (type(lambda: 0),), {})); t(lambda: type("K", (range,), {})); t(lambda: type("K", (slice,), {})); t(lambda: type("K", (5,), {})); t(lambda: type("K", (weakref.ref,), {"__slots__": ["x"]}).__name__)
class M:
    __slots__ = {"x": "the doc of x", "y": None}
import inspect; print(inspect.getdoc(M.x), M.x.__doc__, type(M.x).__name__, repr(M.x)); t(lambda: M.x.__get__(5)); t(lambda: M.x.__set__(A(), 1)); t(lambda: M.x.__get__(None, M) is M.x); t(lambda: A.a.__objclass__); t(lambda: A.a.__name__)
import copy, pickle
class N:
    __slots__ = ("u", "v")
n = N(); n.u = 1; print(copy.copy(n).u, n.__reduce_ex__(2)[2]); t(lambda: n.__reduce_ex__(1)); t(lambda: n.__reduce_ex__(0)); t(lambda: copy.deepcopy(n).v); print(n.__getstate__())
import types; m = types.ModuleType("m")
class MM(types.ModuleType): x = property(lambda s: 3)
t(lambda: setattr(m, "__class__", MM)); t(lambda: m.x); t(lambda: setattr(m, "__class__", E))
class P(int): pass
p = P(5)
class Q(int): tag = 1
t(lambda: setattr(p, "__class__", Q)); t(lambda: setattr(True, "__class__", int)); t(lambda: setattr(p, "__class__", 5)); t(lambda: delattr(p, "__class__"))
