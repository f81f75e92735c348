# SPDX-License-Identifier: MIT
import gc
import weakref


class Node:
    pass


def called(reference):
    print("called; dead:", reference() is None, " callback there:", reference.__callback__ is called)


gc.disable()
node = Node()
reference = weakref.ref(node, called)
print(reference.__callback__ is called)
del node
print("by count:", reference.__callback__)
node = Node()
node.itself = node
reference = weakref.ref(node, called)
del node
gc.collect()
print("by the collector:", reference.__callback__ is called, reference())
