# minipy: --trace=memory --color=never
import gc


class Node:
    def __del__(self):
        print("dies")


a, b = Node(), Node()
a.next, b.next = b, a
del a, b
gc.collect()
