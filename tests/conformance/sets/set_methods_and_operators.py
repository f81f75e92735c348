# SPDX-License-Identifier: MIT
a, b = {1, 2, 3, 4}, {3, 4, 5}
print(a | b, a & b, a - b, a ^ b, b - a, a == {4, 3, 2, 1}, a != b, a < b, {3} < a, a <= a, a > {1}, a >= {1, 9}, a.isdisjoint({9}), a.issubset(range(10)), a.issuperset([1]), len(a), 3 in a, [] == set())
print(a.union([7], (8,)), a.intersection([1, 2, 9], {2}), a.difference([1], [2]), a.symmetric_difference([1, 99]), a.union(), a.intersection(), a.copy() is a)
s = set(); s.add(1); s.add(1); s.add((2,)); s.update([3], {4: 5}, "x"); s.discard(99); s.remove(3)
print(len(s), 4 in s, "x" in s, (2,) in s); s.clear(); print(s, set(), frozenset(), {1}, frozenset({1}), repr(set([1, 2])), set("a"), {*[1, 2], 3})
s = {1, 2, 3, 4}; s |= {9}; s &= {1, 2, 9}; s -= {1}; s ^= {2, 3}; print(s); s.intersection_update([9]); s.difference_update([5]); s.symmetric_difference_update([1]); print(s, s.pop() in (1, 9))
f = frozenset([1, 2]); print(f, hash(f) == hash(frozenset([2, 1])), f | {3}, {3} | f, type(f | {3}).__name__, type({3} | f).__name__, f == {1, 2}, {f: "key"}[frozenset({2, 1})], f in {f}, {1, 2} in {f}, f.union([5]), frozenset(f) is f, f & f, f - {1}, f ^ {1})
for source in ["set().pop()", "{1}.remove(2)", "{1}.add([])", "{[]}", "{1} | [2]", "{1} + {2}", "s[0]", "hash(set())", "set(5)", "set(1, 2)", "frozenset().add(1)", "{1} < [1]", "{1}.union(5)", "{1}.update(5)", "set().discard([])", "[] in {1}", "{1}.remove([])", "{1} - [1]", "{1}.issubset(5)", "{1}.isdisjoint(1)", "sorted({1, 'a'})", "{1} & 5", "set(a=1)", "frozenset([[]])"]:
    try:
        print(source, eval(source))
    except Exception as error:
        print(source, "->", type(error).__name__, error)
for source in ["s |= [1]", "s += {1}", "f |= {9}", "s &= 5", "f.x = 1"]:
    try:
        exec(source); print(sorted(f))
    except (TypeError, AttributeError) as error:
        print(source, "->", error)
print(list(set([5, 3, 1, 100, 64, 32, 0])), list({i * 10 for i in range(12)}), set([8, 0, 16]), set([-1, -2, 7]), set(range(20, 0, -3)), {True, 1, 1.0}, {0, False, 0.0}, set([1.5, 2.5, 0.5]) == {0.5, 1.5, 2.5})
x = {1, 2}; y = x; y.add(3); print(x, x is y, x.copy() == x); print({i % 3 for i in range(10)}, {(i, j) for i in range(2) for j in range(2)} == {(0, 0), (0, 1), (1, 0), (1, 1)}, sum({1, 2, 3}), max({5, 2}), sorted({3, 1, 2}, reverse=True), any({0}), all({1}))
class S(set):
    pass
print(S([1]), type(S([1]) | {2}).__name__, S([1]) == {1}, type(S([1]).copy()).__name__, type(frozenset([1]).union([2])).__name__, isinstance(S(), set))
big = set(range(1000)); big -= set(range(0, 1000, 2)); print(len(big), sum(big), min(big), sorted(big)[:4], big.isdisjoint(range(0, 1000, 2)))
primes = set(range(2, 60)); [primes.difference_update(range(p * p, 60, p)) for p in range(2, 8)]; print(primes)
