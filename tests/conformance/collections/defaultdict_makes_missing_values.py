import copy
from collections import defaultdict
d = defaultdict(list)
d["a"].append(1); d["b"]
print(d, d.get("zz"), "zz" in d, d.default_factory, dict(d), d == {"a": [1], "b": []})
e = defaultdict(int, {"x": 1}, y=2); e["z"] += 5
print(e, e.copy(), type(e.copy()).__name__, copy.copy(e) == e, e.__reduce__()[:4])
print(e | {"x": 9}, {"q": 1} | e, type({} | e).__name__)
e |= {"w": 0}
print(e)
n = defaultdict()
for f in (lambda: n["k"], lambda: defaultdict(3), lambda: defaultdict(int, 1, 2), lambda: d.__missing__("new"), lambda: e | [1]):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
n.default_factory = lambda: n
print(n["self"] is n, repr(defaultdict(None, a=1)))
r = defaultdict(None); r[1] = r; print(r)
