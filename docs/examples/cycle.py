import gc
import weakref


class Node:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("finalizer of", self.name)


def cycle(*names):
    nodes = [Node(name) for name in names]
    for node, other in zip(nodes, nodes[1:] + nodes[:1]):
        node.other = other
    return nodes[0]


gc.disable()
held = cycle("A", "B")
lost = weakref.ref(cycle("C", "D"), lambda reference: print("weak reference to C is cleared"))
print("C is still there:", lost() is not None)
print("found:", gc.collect())
print("A and B stay:", held.other.other is held)
held.other.other = None
held = None
print("end")
