# SPDX-License-Identifier: MIT
# enumerate, zip and the items of a dict fill one tuple anew as long as nobody keeps it: between two steps they hold what
# they gave last, which can be counted, and which dies a step later.
import collections
import itertools
import sys


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("dies", self.name)

    def __repr__(self):
        return f"<{self.name}>"


def fresh(word):
    for number in range(3):
        yield Noisy(f"{word}{number}")


def count(item):
    """Of numbers and texts there may be others."""
    return sys.getrefcount(item) - 1 if type(item) is object else None


walks = {
    "enumerate": lambda items: enumerate(items),
    "zip": lambda items: zip(items, iter(items)),
    "zip of itself": lambda items: zip(*[iter(items)] * 2),
    "items": lambda items: dict(enumerate(items)).items(),
    "reversed items": lambda items: reversed(dict(enumerate(items)).items()),
    "ordered items": lambda items: collections.OrderedDict(enumerate(items)).items(),
    "zip_longest": lambda items: itertools.zip_longest(items, "ab"),
    "product": lambda items: itertools.product(items, "ab"),
    "permutations": lambda items: itertools.permutations(items, 2),
    "combinations": lambda items: itertools.combinations(items, 2),
    "with replacement": lambda items: itertools.combinations_with_replacement(items, 2),
}
for name, walk in walks.items():
    items = [object() for _ in range(4)]
    print(name, [[count(item) for item in pair] for pair in walk(items)])
    counts = []
    for first, second in walk(items):
        counts.append((count(first), count(second)))
    print(name, counts, [count(item) for item in items])
    kept = list(walk(items))
    print(len({id(pair) for pair in kept}) == len(kept))
    walking = iter(walk(items))
    one = next(walking)
    same = one is next(walking, None)
    one = id(one)
    print(same, one == id(next(walking, None)), one == id(next(walking, None)))
    del first, second, kept, walking

for name in ("enumerate", "zip", "items", "zip_longest", "product"):
    print(name)
    for first, second in walks[name](fresh(name)):
        print("has", first, second)
        first = second = None
    print("over")

walking = enumerate(fresh("left"))
next(walking)
next(walking)
del walking
print("walk is over")


class Asks:
    """Dies while its iterator fills the tuple, and asks it for the next one."""

    def __init__(self, walking):
        self.walking = walking

    def __del__(self):
        print("asks", [type(item).__name__ for item in next(self.walking[0], ())])


box = []
box.append(zip((Asks(box) if number % 2 == 0 else number for number in range(6)), itertools.count()))
for first, second in box[0]:
    print(type(first).__name__, second)
    first = None
