# CPython's Lib/test/crashers/mutation_inside_cyclegc: callbacks of weak references change what is being collected.
import gc
import weakref


class Node:
    pass


def ring(size):
    nodes = [Node() for _ in range(size)]
    for node, other in zip(nodes, nodes[1:] + nodes[:1]):
        node.other, node.items = other, [nodes]
    return nodes


called = []
keep = []


def callback(reference):
    called.append(reference)
    keep.append(ring(3))
    for one in gc.get_objects()[-20:]:
        if type(one) is list and one and one is not called and one is not keep and isinstance(one[0], Node):
            one.clear()
    gc.collect()


for size in range(1, 30):
    references = [weakref.ref(node, callback) for node in ring(size)]
    gc.collect()
    keep.clear()
print(len(called) == sum(range(1, 30)))
