# SPDX-License-Identifier: MIT
for args in [(5,), (2, 8), (0, 10, 3), (10, 0, -3), (0,), (5, 5), (5, 2), (-3, 3), (0, -5, -1), (1, 2, 5)]:
    r = range(*args)
    print(r, list(r), len(r), r.start, r.stop, r.step, bool(r), list(reversed(r)), r[::-1])
r = range(0, 100, 7)
print(r[0], r[-1], r[3:6], r[::2], r[5:0:-2], 49 in r, 50 in r, 49.0 in r, "a" in r, r.index(49), r.count(49), r.count(1), r[2:][1], max(r), sum(r), r == range(0, 99, 7), hash(r) == hash(range(0, 99, 7)), range(0) == range(5, 5), range(1, 2) == range(1, 10, 50), r != [0])
big = range(10 ** 20, 10 ** 20 + 10, 3)
print(list(big), big[1], big[-1], 10 ** 20 + 3 in big, len(big), big.index(10 ** 20 + 6), range(-2 ** 70, 2 ** 70, 2 ** 69)[1:3], list(range(2 ** 63 - 2, 2 ** 63 + 2)))
for source in ["range()", "range(1, 2, 3, 4)", "range(1.0)", "range('a')", "range(1, 2, 0)", "range(5)[5]", "range(5)[-6]", "range(5)['a']", "range(5).index(9)", "range(5) + range(2)", "range(stop=5)", "range(5) < range(6)", "len(range(2 ** 70))", "range(None)", "hash(range(3)) == hash(range(0, 3, 1))", "range(3)[::0]", "range(5).start", "range(5).nope"]:
    try:
        print(source, eval(source))
    except Exception as error:
        print(source, "->", type(error).__name__, error)
try:
    r.start = 5
except AttributeError as error:
    print(error)
it = iter(range(3)); print(next(it), it.__length_hint__(), list(it), next(it, None), type(it).__name__, type(iter(range(2 ** 70))).__name__)
class I:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n
print(range(I(3)), list(range(I(1), I(6), I(2))), range(True), range(5)[I(2)], [10, 20, 30][I(1):], range(10)[I(2):I(5)])
total = 0
for i in range(10):
    if i == 3: i = 100
    total += i
print(total, i, [i for i in range(3)], i)
for i in range(0): pass
else: print("empty loop else", i)
print([*range(2), *range(2)], dict(zip(range(3), range(3, 6))), list(range(5))[-2:], tuple(range(3)), sum(range(1, 101)), sorted(range(5), reverse=True), list(enumerate(range(2), -1)), list(map(pow, range(4), range(4))), all(range(1, 5)), any(range(1)))
