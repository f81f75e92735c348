import weakref

class Number:
    def __init__(self, v): self.v = v
    def __add__(self, o): return self.v + getattr(o, "v", o)
    __radd__ = __add__
    def __len__(self): return self.v
    def __getitem__(self, k): return (self.v, k)
    def __contains__(self, x): return x == self.v
    def __call__(self, *a): return a
    def __iter__(self): return iter(range(self.v))
    def __bool__(self): return self.v > 1
    def __index__(self): return self.v
    def __eq__(self, o): return self.v == getattr(o, "v", o)
    __hash__ = None
n = Number(3)
p = weakref.proxy(n)
print(type(p).__name__, p + 1, 1 + p, p + p, len(p), p["k"], 3 in p, p(1, 2), list(p), bool(p), [0, 1, 2, 3][p], p == 3, p.v)
p.v = 5
p.new = "x"
del p.new
print(n.v, hasattr(n, "new"), weakref.proxy(n) is p, weakref.getweakrefcount(n), isinstance(p, Number))
class Plain: pass
q = weakref.proxy(Plain())
for action in (lambda: q.x, lambda: setattr(q, "x", 1), lambda: str(q), lambda: bool(q)):
    try:
        print(action())
    except ReferenceError as error:
        print("ReferenceError:", error)
try:
    hash(p)
except TypeError as error:
    print(error)
