# SPDX-License-Identifier: MIT
d = {"a": 1, "b": 2}
d["c"] = 3
print(d, d["a"], d.get("z"), d.get("z", 0), len(d), "a" in d, 1 in d, list(d), list(d.values()), list(d.items()), d.keys(), d.values(), d.items())
print(d.pop("a"), d.pop("z", "default"), d.setdefault("b", 9), d.setdefault("n"), d.popitem(), d, d.update(x=1), d.update({"y": 2}, z=3), d.update([("w", 4), "pq"]), d)
print(dict(a=1), dict({"a": 1}, b=2), dict([(1, 2)]), dict(zip("ab", range(2))), dict(), dict.fromkeys("ab"), dict.fromkeys([1, 2], []), {**d, "b": "new"}, {"k": 1, **{"k": 2}}, {1: "a", True: "b", 1.0: "c"})
del d["x"]
print(d, d.copy() is d, d.copy() == d, {1: 2, 3: 4} == {3: 4, 1: 2}, {1: 2} != {1: 3}, d.clear(), d, bool({}), bool({0: 0}), {} == [], list(reversed({1: 1, 2: 2})), list(reversed({1: 1, 2: 5}.values())), list(reversed({1: 1}.items())))
for source in ["{}['k']", "{}[1, 2]", "{}.pop('x')", "{}.popitem()", "{[]: 1}", "{}[[]]", "{1: 1}.get([])", "dict(1)", "dict([1])", "dict([(1,)])", "dict(['abc'])", "{}.update(5)", "{}.update([1, 2])", "{}.fromkeys(5)", "{} < {}", "{} + {}", "{}.get()", "{} | 5", "{}.setdefault([], 1)", "{}.items(1)", "dict({}, {})", "{}.nope", "{1: 2}.pop()", "{None: 1}['None']"]:
    try:
        print(eval(source))
    except Exception as error:
        print(source, "->", type(error).__name__, error)
try:
    del {}["missing"]
except KeyError as error:
    print(repr(error), error, error.args)
a, b = {1: "a", 2: "b"}, {2: "B", 3: "C"}
print(a | b, b | a, a, {1: 1} | {}); a |= b; print(a); a |= [(9, 9)]; print(a)
class M(dict):
    def __missing__(self, key):
        return f"missing {key}"
m = M(a=1)
print(m["a"], m["b"], m.get("b"), "b" in m, m, M() | {1: 2}, type(M() | {}).__name__, type({} | M()).__name__, m.copy().__class__.__name__)
class Keys:
    def keys(self): return iter("xy")
    def __getitem__(self, k): return k * 2
print(dict(Keys()), {**Keys()}, dict(Keys(), x=0)); d = {}; d.update(Keys()); print(d)
class H:
    def __init__(self, h, name): self.h, self.name = h, name
    def __hash__(self): return self.h
    def __eq__(self, other): return isinstance(other, H) and self.name == other.name
    def __repr__(self): return self.name
c = {H(1, "a"): 1, H(1, "b"): 2, H(1, "a"): 3}
print(c, c[H(1, "b")], H(2, "a") in c, H(1, "c") in c)
print({k: v for k, v in sorted({"x": 1, "b": 2}.items())}, {i: i * i for i in range(5)}, min({3: "a", 1: "b"}), sum({1: 5, 2: 6}), max({"a": 5, "b": 3}, key={"a": 5, "b": 3}.get), sorted({"b": 1, "a": 2}, key=lambda k: -ord(k)), *{"x": 1, "y": 2}, {}.keys() == set(), str({"a": {"b": []}}), {1: {}}[1], dict(a=1) == {"a": 1.0})
