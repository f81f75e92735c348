from collections import ChainMap, Counter, UserDict, UserList, UserString, namedtuple
c = Counter("abracadabra")
print(c, c.most_common(2), c["z"], c + Counter("aa"), c - Counter("aab"), c & Counter("ab"), c | Counter("zz"), sorted(c.elements())[:4], c.total())
c.update("aaa"); c.subtract("b"); print(c["a"], c["b"], Counter(a=1) <= Counter(a=2), +Counter(a=-1, b=2))
class Odd(dict):
    def get(self, k, d=None): return dict.get(self, k, 100)
from collections import _count_elements
o = Odd(); _count_elements(o, "aab"); print(o)
m = ChainMap({"a": 1}, {"a": 2, "b": 3}); m["c"] = 4
print(m["a"], m["b"], m.maps, m.new_child({"a": 0})["a"], list(m), dict(m.parents))
P = namedtuple("P", "x y", defaults=[7])
p = P(1); print(p, p.x, p.y, p._asdict(), p._replace(x=5), P._fields, P._make([3, 4]), P.x, P.__doc__, P.x.__doc__)
for f in (lambda: P(), lambda: setattr(p, "x", 1), lambda: delattr(p, "x"), lambda: P.x.__get__(3), lambda: namedtuple("Q", "a a"), lambda: P.x.__get__((), tuple)):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
print(UserDict(a=1), UserList([1, 2])[::-1], UserString("ab") + "c")
