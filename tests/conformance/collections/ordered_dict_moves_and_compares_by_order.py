import copy
from collections import OrderedDict
d = OrderedDict.fromkeys("abcde")
d.move_to_end("b"); print("".join(d)); d.move_to_end("d", last=False); print("".join(d)); d.move_to_end("d", last=False); d.move_to_end("b"); print("".join(d))
print(d.popitem(), d.popitem(last=False), list(d), list(reversed(d)), d.pop("c"), d.pop("zz", 7), d.setdefault("n", 3), d.setdefault("a", 4))
print(OrderedDict([("a", 1), ("b", 2)]) == OrderedDict([("b", 2), ("a", 1)]), OrderedDict(a=1, b=2) == dict(b=2, a=1), OrderedDict(a=1) != OrderedDict(a=2))
print(OrderedDict(), OrderedDict({"x": 1}), OrderedDict([(1, 2)]), repr(d.keys()), d.values(), d.items(), list(reversed(d.items())))
print(OrderedDict(a=1) | {"b": 2}, {"b": 2} | OrderedDict(a=1), type({} | OrderedDict()).__name__)
d.note = "n"; c = copy.copy(d); print(c, c.note, vars(d), d.__reduce__()[:3])
queue = OrderedDict((i, None) for i in range(1000))
out = [queue.popitem(last=False)[0] for _ in range(600)]
queue[5] = 1; queue.move_to_end(700)
print(out == list(range(600)), next(iter(queue)), list(queue)[-2:], len(queue))
r = OrderedDict(); r["r"] = r; print(r)
def show(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
show(lambda: OrderedDict().popitem()); show(lambda: d.move_to_end("none")); show(lambda: d.pop("none")); show(lambda: OrderedDict(1)); show(lambda: OrderedDict([1])); show(lambda: OrderedDict(1, 2)); show(lambda: d.update(1, 2)); show(lambda: OrderedDict([(1,)])); show(lambda: hash(d))
def grow():
    for key in d: d[key + "x"] = 1
def move():
    for key in queue: queue.move_to_end(key)
show(grow); show(move)
class Sub(OrderedDict):
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
s = Sub(a=1); s.update(b=2); s.setdefault("c", 3); print(s, s.copy())
