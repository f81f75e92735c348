# SPDX-License-Identifier: MIT
data = [("b", 2), ("a", 2), ("c", 1), ("a", 1), ("b", 1)]
print(sorted(data), sorted(data, key=lambda p: p[1]), sorted(data, key=lambda p: p[0], reverse=True), sorted(data, key=lambda p: (-p[1], p[0])))
l = [5, 2, 9, 1]; print(l.sort(), l, l.sort(reverse=True), l)
print(sorted("hello"), sorted({3, 1, 2}), sorted({"b": 1, "a": 2}), sorted([[2, 1], [1, 9], [1]]), sorted([True, 0, 2, False]), sorted(["b", "A", "c"], key=str.lower), sorted([1.5, 1, 0.5]), sorted([]), sorted([3, 1, 2], key=None))
seed = 12345
def rand():
    global seed
    seed = (seed * 1103515245 + 12345) % 2 ** 31
    return seed
numbers = [rand() % 1000 for _ in range(500)]
s = sorted(numbers)
print(s == sorted(s), all(a <= b for a, b in zip(s, s[1:])), s[:5], s[-5:], sorted(numbers, reverse=True) == s[::-1], sorted(s[::-1]) == s, sum(s) == sum(numbers))
pairs = [(n % 10, i) for i, n in enumerate(numbers)]
by = sorted(pairs, key=lambda p: p[0]); print(all(a[0] < b[0] or a[1] < b[1] for a, b in zip(by, by[1:])))
by = sorted(pairs, key=lambda p: p[0], reverse=True); print(all(a[0] > b[0] or a[1] < b[1] for a, b in zip(by, by[1:])))
runs = list(range(100)) + list(range(50, -50, -1)) + list(range(200)); runs.sort(); print(runs[:3], runs[-1], len(runs))
class K:
    count = 0
    def __init__(self, v): self.v = v
    def __lt__(self, other): K.count += 1; return self.v < other.v
items = [K(v) for v in range(64)]; items.sort(); print(K.count)
K.count = 0; items.reverse(); items.sort(); print(K.count, [k.v for k in items[:3]])
K.count = 0; items = [K((i * 37) % 64) for i in range(64)]; items.sort(); print(K.count, items[0].v)
for source in ["[1, 'a'].sort()", "sorted([1, None])", "sorted([1j, 2j])", "sorted([[1], ['a']])", "sorted([1], key=5)", "sorted([1, 2], key=lambda: 0)", "sorted([1], reverse='x')", "[].sort(cmp=1)", "sorted(key=1)", "sorted([(1, 'a'), (1, None)])", "sorted([1, 2.5, 'x'], key=str)"]:
    try:
        print(eval(source))
    except TypeError as error:
        print(source, "->", error)
l = [3, 2, 1]
def mutate(x):
    l.append(0)
    return x
try:
    l.sort(key=mutate)
except ValueError as error:
    print(error)
class Boom:
    def __lt__(self, other): raise KeyError("boom")
l = [Boom(), Boom(), Boom()]
try:
    l.sort()
except KeyError as error:
    print(repr(error), len(l))
print(min("banana", key=lambda c: -ord(c)), max([1, 2], [3], key=len), max((5, 5.0)), min(2, True, 1), max("a", "b", key=lambda x: 0), sorted(range(5), key=lambda x: x % 2), sorted([2, 3], key=lambda x: [x]))
