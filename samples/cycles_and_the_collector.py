# SPDX-License-Identifier: MIT
# Objects that refer to each other keep each other's count above zero. The cycle collector subtracts the references that
# come from inside a group; what has none left from outside is garbage.
# Try: minipy --trace samples/cycles_and_the_collector.py
import gc

gc.disable()                            # collect only when we say so


class Node:
    def __init__(self, name):
        self.name = name
        self.other = None

    def __del__(self):
        print("  freed", self.name)


a, b = Node("a"), Node("b")
a.other, b.other = b, a                 # a cycle
del a, b
print("unreachable, but not freed: each has one reference left")
print("collected:", gc.collect() >= 2)

c = Node("c")
c.other = c                             # an object may be its own cycle
kept = c
del c
gc.collect()
print("still alive through another name:", kept.name)
kept.other = None                       # cut the cycle: counting alone suffices
del kept
print("no collector was needed")

# the usual hidden cycle: a local that holds the exception whose traceback holds the frame
def hidden():
    node = Node("held by a traceback")
    try:
        raise ValueError
    except ValueError as error:
        saved = error                   # frame -> saved -> traceback -> frame


hidden()
print("not freed yet")
gc.collect()
gc.enable()
