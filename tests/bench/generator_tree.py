# SPDX-License-Identifier: MIT
# Generators that hand over to generators: a balanced tree walked in order.
import sys


class Tree:
    def __init__(self, left, value, right):
        self.left, self.value, self.right = left, value, right

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.value
        if self.right is not None:
            yield from self.right


def build(low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    return Tree(build(low, middle), middle, build(middle + 1, high))


def pairs(items):
    previous = None
    for item in items:
        if previous is not None:
            yield previous, item
        previous = item


def main(scale):
    tree, total = build(0, scale), 0
    for round_ in range(4):
        total += sum(b - a for a, b in pairs(tree))
        total += sum(x for x in tree if x % 3 == round_)
    print(total)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 190000)
