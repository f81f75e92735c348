# SPDX-License-Identifier: MIT
print((), (1,), (1, 2), tuple("ab"), tuple(), tuple([1, [2]]), 1, (2), ((1, 2), 3), (1,) + (2,), (1, 2) * 2, (0,) * 3, () * 5)
t = (1, 2, 3, 2)
print(t[0], t[-1], t[1:3], t[::-1], len(t), t.count(2), t.index(2), t.index(2, 2), 3 in t, 9 in t, hash(t) == hash((1, 2, 3, 2)), t == (1, 2, 3, 2.0), t != [1, 2, 3, 2], t < (1, 2, 4), () < (0,), (1, "a") < (2, None))
print(hash(()), hash((1,)), hash((1, 2)), hash(((1, 2), 3)), hash((0.5, -1)), hash((None,)) == hash((None,)))
for source in ["(1, 2)[5]", "t[0] * 'a' * 'b'", "(1, 2).index(5)", "t.append(1)", "(1,) + [2]", "hash(([],))", "tuple(5)", "tuple(1, 2)", "t + 1", "1 + t", "t < [1]", "t * 1.5", "t['a']", "(1).__getitem__"]:
    try:
        print(eval(source))
    except Exception as error:
        print(source, "->", type(error).__name__, error)
for source in ["t[0] = 1", "del t[0]", "t[0] += 1", "t.x = 1", "del t.x"]:
    try:
        exec(source)
    except (TypeError, AttributeError) as error:
        print(source, "->", type(error).__name__, error)
t += (9,)
print(t)
a, b = b, a = 1, 2
print(a, b)
def pair(): return 1, 2
(x, y), z = pair(), 3
print(x, y, z, *pair(), (*pair(), *pair()), [*pair()], {*pair()})
print(max((1, 5), (2, 0)), sorted([(2, "b"), (1, "z"), (2, "a")]), dict([(1, 2), (3, 4)]), {(1, 2): "key"}[1, 2], (1, 2) in {(1, 2)}, list(zip(*[(1, 2), (3, 4)])))
class Point(tuple):
    def __new__(cls, x, y): return tuple.__new__(cls, (x, y))
    x = property(lambda self: self[0])
    def __repr__(self): return f"Point{tuple.__repr__(self)}"
p = Point(1, 2)
print(p, p.x, p == (1, 2), p + (3,), p[:1], hash(p) == hash((1, 2)), isinstance(p, tuple), {p: 1}[(1, 2)], [p], tuple(p) is p, type(tuple(p)).__name__, p * 1)
nested = ((1, (2, (3,))), ())
def depth(t): return 1 + max(map(depth, t), default=0) if isinstance(t, tuple) else 0
print(depth(nested), nested, eval(repr(nested)) == nested, bool(()), bool((0,)), tuple(x * x for x in range(4)), (lambda *a: a)(1, 2), 5 .__class__, (yield_ := (1, 2))[1], (1, 2).__add__((3,)), (1,).__contains__(1), iter(()).__length_hint__())
