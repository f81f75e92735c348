import copy, pickle
from itertools import *
def check(make, take):
    i = make()
    for _ in range(take):
        next(i, None)
    c = copy.copy(i) if not isinstance(i, type(iter([]))) else i
    d = copy.deepcopy(make()) if take == 0 else None
    state = i.__reduce__()
    print(type(i).__name__, take, state[0].__name__, [type(x).__name__ for x in state[1]], state[2:] if len(state) > 2 and not callable(state[2]) else "", list(islice(i, 6)))
for take in (0, 1, 2, 9):
    check(lambda: permutations([1, 2, 3], 2), take)
    check(lambda: combinations([1, 2, 3, 4], 2), take)
    check(lambda: combinations_with_replacement("ab", 2), take)
    check(lambda: product([1, 2], "ab"), take)
    check(lambda: accumulate([1, 2, 3]), take)
    check(lambda: count(5, 2), take)
    check(lambda: repeat("x", 4), take)
def resumed(i, n):
    for _ in range(n):
        next(i)
    reduced = i.__reduce__()
    again = reduced[0](*reduced[1])
    if len(reduced) > 2 and reduced[2] is not None:
        again.__setstate__(reduced[2])
    return list(islice(again, 8))
print(resumed(cycle("abc"), 1), resumed(cycle("abc"), 4), resumed(chain("ab", "cd"), 3), resumed(islice("abcdefgh", 1, 7, 2), 1))
print(resumed(dropwhile(str.isalpha, "ab1c2"), 1), resumed(takewhile(str.isalpha, "ab1c2"), 1), resumed(filterfalse(None, [0, 1, 0, ""]), 1), resumed(zip_longest("ab", "c"), 1))
print([k for k, _ in resumed(groupby("aabbc"), 1)], resumed(compress("abcd", [1, 0, 1, 1]), 1), resumed(starmap(pow, [(2, 1), (2, 2), (2, 3)]), 1))
