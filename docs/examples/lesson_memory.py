# SPDX-License-Identifier: MIT
# Lesson 5, memory: an object lives as long as something refers to it; a cycle refers to itself, and needs the collector.
import gc

gc.disable()


class Node:
    pass


single = Node()
other = single
del single
# note: The last name goes, the count falls to 0, and the object dies at once.
del other

left, right = Node(), Node()
left.partner = right
right.partner = left
# note: Both names go, but each node holds the other: no count falls to 0.
del left, right
print("unreachable:", gc.collect())
