# SPDX-License-Identifier: MIT
l = [3, 1, 2]
l.append(4); l.insert(0, 9); l.insert(-1, 8); l.insert(100, 7); l.insert(-100, 6)
print(l, l.pop(), l.pop(0), l.pop(-2), l)
l.remove(1); l.extend("ab"); l.extend(x for x in range(2))
print(l, l.index("a"), l.count(3), len(l), l.index(0, 3), 9 in l, "z" not in l)
l.reverse(); print(l); m = l.copy(); m.clear(); print(m, l is not m)
for call in ["[].pop()", "[1].pop(5)", "[1].remove(2)", "[1].index(2)", "[1, 2].index(1, 1)", "[].insert(1)", "[].append()", "[].append(1, 2)", "[].extend(5)", "[1][3]", "[1][-2]", "[].pop('a')", "[1].index()", "[1] + (2,)", "[1] * 'a'", "[1] * 1.5", "[].sort(1)", "[].nope", "[].append(x=1)", "list(a=1)", "[1, 2].remove()", "[].pop(2 ** 70)"]:
    try:
        print(eval(call))
    except Exception as error:
        print(call, "->", type(error).__name__, error)
print([1, 2] + [3], [1, 2] * 2, 2 * [0], [] * 5, [1] * -1, [1, 2] == [1, 2], [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 9], [1, 2] != [2, 1], [[1], 2] == [[1.0], 2])
print(list("abc"), list(range(3)), list({1: 2}), list((1, [2])), list(), [*range(3), *"ab"], [1, *[], 2], [[]] * 2, list(map(str, [1, 2])), list(zip([1, 2], "ab")))
a = [1, 2, 3]
a[1] = "x"; a[-1] = [a[0]]; print(a)
try:
    a[3] = 1
except IndexError as error:
    print(error)
try:
    del a[5]
except IndexError as error:
    print(error)
del a[0]; print(a)
class Weird:
    def __eq__(self, other): return other == 5
print([1, 5, Weird()].index(5), [Weird()].index(5), [Weird(), 5].count(5), 5 in [Weird()], [None, 0, False].index(False))
try:
    hash([])
except TypeError as error:
    print(error)
x = [1, 2, 3]
x.extend(x); print(x); x += x[:1]; print(x)
print(x.__len__(), x.__getitem__(0), x.__contains__(9), x.__add__([1]), list.append(x, 5), x[-1], repr([]), str([[], [[]]]), bool([]), bool([0]))
it = iter(x); print(next(it), it.__length_hint__(), list(it)[:2], next(it, "done")); x.append(1); print(next(it, "still done"))
print([i for i in reversed([1, 2, 3])], sum([[1], [2]], []), max([1, 5, 3]), min([[2], [1, 5]]), any([]), all([]), sorted([3, 1]), [1, 2, 3].__reversed__().__next__(), [10, 20].__iter__().__next__())
