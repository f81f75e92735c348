import copy, operator as op
print(op.add(1, 2), op.iadd([1], [2]), op.concat("a", "b"), op.contains([1], 1), op.countOf([1, 2, 1], 1), op.indexOf("abc", "c"), op.getitem({1: 2}, 1), op.truth([]), op.not_(0), op.is_(None, None), op.is_not(1, None), op.index(True), op.inv(5), op.neg(3), op.pos(-2), op.abs(-7), op.matmul.__name__)
print(op.lt(1, 2), op.eq("a", "a"), op.pow(2, 5), op.floordiv(7, 2), op.truediv(7, 2), op.mod(7, 3), op.lshift(1, 4), op.xor(5, 1), op.length_hint(iter([1, 2])), op.length_hint(3, 9), op.call(max, 1, 2, key=lambda x: -x))
l = [1, 2, 3]; op.setitem(l, 0, 9); op.delitem(l, 1); print(l)
g = op.itemgetter(1, "a") if False else op.itemgetter(1, 0); a = op.attrgetter("real", "imag"); m = op.methodcaller("split", ",", maxsplit=1)
print(g("xy"), op.itemgetter(slice(0, 2))([1, 2, 3]), a(3), op.attrgetter("__class__.__name__")(3), m("a,b,c"), g, a, m, op.itemgetter(0)((5,)))
print(copy.copy(g)("pq"), copy.copy(a)(4), copy.copy(m)("x,y,z"), g.__reduce__(), a.__reduce__())
for f in (lambda: op.itemgetter(), lambda: g(), lambda: g(1, 2), lambda: op.attrgetter(1), lambda: op.attrgetter("x")(1), lambda: op.methodcaller(), lambda: op.methodcaller(1), lambda: m(), lambda: op.concat(1, 2), lambda: op.countOf(1, 2), lambda: op.indexOf([1], 2), lambda: op.length_hint(1, "a"), lambda: op.add(1), lambda: op.index(1.5), lambda: op.itemgetter(0)(()), lambda: op.call(), lambda: g("ab", x=1)):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
from _operator import _compare_digest as same
print(same("abc", "abc"), same(b"abc", b"abd"), same(b"a", bytearray(b"a")), same("a", "ab"))
for pair in (("é", "a"), ("a", b"a"), (1, 2)):
    try:
        same(*pair)
    except TypeError as error:
        print(error)
