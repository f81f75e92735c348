class Node:
    pass


xs = ys = ["a"]
a, b = Node(), Node()
a.next, b.next = b, a
a.data = xs
del a, b
