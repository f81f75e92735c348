import copy
from functools import *
def f(*a, **k): return a, k
p = partial(f, 1, x=2)
print(p(3, y=4), p(x=5), p.func is f, p.args, p.keywords, partial(p, 9, z=1).args, partial(p, 9, z=1).func is f, partial(print)(), repr(partial(len, [1])), repr(partial(int, base=2)))
class P(partial): pass
q = P(int, base=2); q.note = 1
print(q("101"), type(q).__name__, q.__dict__, partial(q).func is q, copy.copy(q).note, p.__reduce__()[2][1:])
r = partial(f); r.__setstate__((f, (r,), {}, {})); print(repr(r).startswith("functools.partial(<function f"), repr(r).endswith("..."+")"))
r.__setstate__((f, (), {}, None))
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(max, [3], 5), reduce(f, [], 0), sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
K = cmp_to_key(lambda a, b: a - b)
print(K(1) < K(2), K(3) >= K(3), K(1) == K(2), K(7).obj)
for g in (lambda: reduce(f, []), lambda: reduce(f, 3), lambda: reduce(f), lambda: partial(), lambda: partial(3), lambda: K(1) < 2, lambda: hash(K(1)), lambda: K(), lambda: p.__setstate__(1), lambda: K(1, 2), lambda: cmp_to_key()):
    try:
        print(g())
    except Exception as error:
        print(type(error).__name__, error)
