# SPDX-License-Identifier: MIT
import sys


class Node:
    def __init__(self, name):
        self.name = name


text = "a" * 10
print("ten characters more:", sys.getsizeof(text * 2) - sys.getsizeof(text))
print("three places of a tuple:", sys.getsizeof((1, 2, 3)) - sys.getsizeof(()))
print("what a list refers to is not counted:", sys.getsizeof([text * 1000]) == sys.getsizeof([None]))
items, sizes = [], []
for _ in range(20):
    items.append(None)
    sizes.append(sys.getsizeof(items) - sys.getsizeof([]))
print("a list grows ahead of its items:", sizes)
node = Node("x")
print("the collector's head, and room for attributes:", sys.getsizeof(node) > object.__sizeof__(node))
