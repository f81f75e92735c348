# SPDX-License-Identifier: MIT
d = {1: "a", 2: "b", 3: "c"}
k, v, i = d.keys(), d.values(), d.items()
d[4] = "d"; del d[1]
print(k, v, i, len(k), len(v), len(i), 2 in k, "b" in v, (2, "b") in i, (2, "x") in i, [2, "b"] in i, 5 in i)
print(sorted(k & {2, 3, 9}), sorted(k | {9}), sorted(k - {2}), sorted(k ^ {2, 9}), sorted({2, 9} & k), sorted(k & [2, 3]), sorted(k - (2,)), type(k & {2}).__name__, sorted({9} - k), sorted([2, 7] | k))
print(k == {2, 3, 4}, k != {2}, k < {2, 3, 4, 5}, k <= {2, 3, 4}, k >= {2}, k > set(), k.isdisjoint({9}), k.isdisjoint([2]), k == {4: 0, 3: 0, 2: 0}.keys(), v == v, v == d.values(), i == d.items(), k == [2, 3, 4])
print(sorted(i & {(2, "b")}), sorted(i - {(2, "b")}), i >= {(3, "c")}, i.isdisjoint({(3, "x")}), {(2, "b")} == {2: "b"}.items(), sorted({1: 2}.items() | {(5, 6)}))
print(k.mapping, type(k.mapping).__name__, list(reversed(k)), list(reversed(v)), list(reversed(i)), sorted(k), max(v), dict(i) == d, list(map(str, k)), repr({}.keys()), str({}.values()), repr({}.items()))
for source in ["k[0]", "k + {1}", "k | 5", "hash(k)", "v & {1}", "k.add(1)", "k < [1]", "i & {[]}", "{1: []}.items() & {(1, 2)}", "{1: []}.items() | set()", "hash(i)", "k - 5"]:
    try:
        print(source, eval(source))
    except (TypeError, AttributeError) as error:
        print(source, "->", type(error).__name__, error)
print(hash(v) == hash(v), bool({}.keys()), bool(k), next(iter(v)), list(zip(k, v)) == list(i), [key for key, value in i if value > "b"])
d.clear(); print(list(k), list(v), list(i), len(k))
d.update(x=1); print(k, v, i)
del d; print(list(k))
for key, value in {"a": 1, "b": 2}.items(): print(key, value, end=" ")
print()
for pair in {"a": 1}.items(): print(pair, type(pair).__name__)
kk = {1: 1}.keys(); kk2 = {1: 2, 2: 3}.keys(); print(kk < kk2, kk <= kk2, kk2 > kk, kk | kk2, kk & kk2, kk ^ kk2, kk2 - kk, kk.__contains__(1), kk.__len__())
