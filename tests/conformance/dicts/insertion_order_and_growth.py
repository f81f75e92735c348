# SPDX-License-Identifier: MIT
d = {}
for i in range(20):
    d[i * 7 % 20] = i
print(list(d)); del d[7]; d[7] = "again"; print(list(d)[-1], len(d)); d[0] = "kept place"; print(list(d.items())[:2])
for i in range(0, 20, 2): d.pop(i)
print(d); d.update({99: 1, 1: "one"}); print(d)
big = {i: i * i for i in range(10000)}
for i in range(0, 10000, 3): del big[i]
print(len(big), sum(big), sum(big.values()), next(iter(big)), list(big)[:5], list(big)[-2:], 3 in big, 4 in big, big[9998])
for i in range(0, 10000, 3): big[i] = -1
print(len(big), list(big)[-1], sum(v == -1 for v in big.values()))
while len(big) > 3: big.popitem()
print(big)
s = {}
for word in "to be or not to be that is the question".split(): s.setdefault(word, []).append(len(s))
print(s)
mixed = {None: 0, (1, 2): 1, "s": 2, 1.5: 3, b"b": 4, frozenset([1]): 5, True: 6, 10 ** 20: 7, print: 8, 3 + 0j: 9}
print(mixed[None], mixed[1, 2], mixed[1], mixed[10 ** 20], mixed[3], mixed[frozenset({1})], len(mixed), mixed[print])
collide = {i * 2 ** 61: i for i in range(5)}
print(len(collide), {2 ** 61 - 1: "a", 0: "b"}, hash(2 ** 61 - 1) == 0, {-1: "a", -2: "b"}, hash(-1) == hash(-2))
a = {}; a["x"] = a; print(a, a["x"]["x"] is a, len(a)); a.clear()
def f(**kw): return list(kw)
print(f(z=1, a=2, m=3), f(**{"q": 1, "b": 2}), list(vars(type("T", (), {"z": 1, "a": 2})))[:2])
class A: pass
x = A(); x.z, x.a, x.m = 1, 2, 3; del x.a; x.a = 4; print(vars(x), list(x.__dict__))
y = A(); y.a = 1; y.z = 2; print(vars(y))
keys = list(range(100)); d = dict.fromkeys(keys); d.pop(50); d.pop(0); d.pop(99); print(list(d)[:2], list(d)[-2:], list(reversed(d))[:2], next(iter(d.items())))
it = iter(d); print(next(it), it.__length_hint__()); d[1] = "value change is fine"; print(next(it))
copy = d.copy(); copy["new"] = 1; print(len(copy) - len(d), {**copy} == copy, dict(copy) is copy, {1: 1, 2: 2}.popitem(), [*{1: 2}.values()])
