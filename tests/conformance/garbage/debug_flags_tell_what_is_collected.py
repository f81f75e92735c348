# SPDX-License-Identifier: MIT
import gc
import io
import re
import sys


class Node:
    pass


def cycle():
    one, other = Node(), Node()
    one.other, other.other = other, one


def collected(flags, generation=2):
    sys.stderr = io.StringIO()
    gc.set_debug(flags)
    cycle()
    number = gc.collect(generation)
    gc.set_debug(0)
    text, sys.stderr = sys.stderr.getvalue(), sys.__stderr__
    text = re.sub(r"0x[0-9a-f]+", "ADDRESS", text)
    text = re.sub(r"(generation:)[ 0-9]+|\d+\.\d+", r"\1 N", text)
    print(f"flags {flags}: found {number}")
    print(text, end="")


gc.disable()
gc.collect()
print([getattr(gc, name) for name in dir(gc) if name.startswith("DEBUG")])
collected(0)
collected(gc.DEBUG_STATS)
collected(gc.DEBUG_STATS, 0)
collected(gc.DEBUG_COLLECTABLE)
collected(gc.DEBUG_UNCOLLECTABLE)
collected(gc.DEBUG_STATS | gc.DEBUG_COLLECTABLE)
collected(gc.DEBUG_SAVEALL)
print(sorted(type(thing).__name__ for thing in gc.garbage))
gc.garbage.clear()
collected(gc.DEBUG_LEAK)
print(sorted(type(thing).__name__ for thing in gc.garbage))
print(gc.garbage[0].other is gc.garbage[1] or gc.garbage[1].other is gc.garbage[0], gc.get_debug())
gc.garbage.clear()
print(gc.collect())
