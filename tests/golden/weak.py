# minipy: --trace=line,weakref,resize,intern --width=110
import sys
import weakref


class Node:
    pass


node = Node()
plain = weakref.ref(node)
told = weakref.ref(node, lambda reference: print("gone"))
table = {}
for number in range(6):
    table[number] = number
items = []
items.append(1)
word = sys.intern("".join(["a", "b"]))
del node
