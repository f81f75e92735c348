# OrderedDict: keys that change, deletions during iteration.
from collections import OrderedDict
od = OrderedDict([("a", 1)])
try:
    for k, v in od.items():
        del od[k]
    print("no error", od)
except RuntimeError as e:
    print(e)
od = OrderedDict((i, i) for i in range(5))
seen = []
try:
    for k in od:
        seen.append(k); del od[k]
except (RuntimeError, KeyError) as e:
    print(type(e).__name__, e)
print(seen, od)
for change in (lambda o: o.move_to_end(0), lambda o: o.__setitem__(0, "new"), lambda o: o.__setitem__(99, 1), lambda o: o.clear(),
               lambda o: o.popitem(), lambda o: (o.pop(4), o.__setitem__(4, 1))):
    od = OrderedDict((i, i) for i in range(5)); seen = []
    try:
        for n, k in enumerate(od):
            seen.append(k)
            if n == 1: change(od)
            if n > 20: break
        print(seen)
    except RuntimeError as e:
        print(seen, e)
od = OrderedDict((i, i) for i in range(4))
it = reversed(od); next(it); od[9] = 9
try:
    print(list(it))
except RuntimeError as e:
    print(e)
class Box:
    def __init__(self, n): self.n = n
    def __hash__(self): return 1
    def __eq__(self, o): return isinstance(o, Box) and self.n == o.n
    def __repr__(self): return "B%d" % self.n
a, b = Box(1), Box(2)
od = OrderedDict(); od[a] = "a"; od[b] = "b"
b.n = 3; od[Box(2)] = "c"
print(od, len(od), list(od))
od.move_to_end(a); print(list(od)); od.popitem(last=False); print(list(od))
class Missing(OrderedDict):
    def __missing__(self, k): return "missing %s" % k
m = Missing(x=1); print(m["q"], m.get("q"), m.pop("q", "d"))
try:
    m.pop("q")
except KeyError as e:
    print("KeyError", e)
print(OrderedDict(a=1) == {"a": 1}, OrderedDict([(1, 2), (3, 4)]) == OrderedDict([(3, 4), (1, 2)]), OrderedDict(a=1) | {"b": 2})
