# SPDX-License-Identifier: MIT
# Making and dropping many objects, in trees and in cycles: allocation, reference counts, the cycle collector.
import sys


class Node:
    def __init__(self, value, parent=None):
        self.value, self.parent = value, parent
        self.children = []

    def add(self, value):
        child = Node(value, self)
        self.children.append(child)
        return child


def tree(depth, value):
    return None if depth == 0 else (tree(depth - 1, value * 2), value, tree(depth - 1, value * 2 + 1))


def total(t):
    return 0 if t is None else total(t[0]) + t[1] % 5 + total(t[2])


def cyclic(n):
    root = node = Node(0)
    for i in range(n):
        node = node.add(i) if i % 3 else root.add(i)
    return sum(child.value for child in root.children) + len(node.parent.children)


def main(scale):
    checksum = 0
    for i in range(scale):
        checksum += total(tree(9, i)) + cyclic(150)
        ring = [{"n": i} for i in range(40)]
        for k, entry in enumerate(ring):
            entry["next"] = ring[k - 1]
        checksum += ring[5]["next"]["n"]
    print(checksum)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 5500)
