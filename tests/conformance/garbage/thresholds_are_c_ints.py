# SPDX-License-Identifier: MIT
# gc.set_threshold() takes what fits in a C int, one after the other, and no keywords; weak references take nothing when
# they are called.
import gc
import weakref


def attempt(call, *arguments, **keywords):
    try:
        result = call(*arguments, **keywords)
        print(result)
    except (TypeError, OverflowError) as error:
        print(type(error).__name__, error)


gc.set_threshold(700, 10, 10)
for numbers in ((2**31,), (-2**31 - 1,), (2**63,), (-2**63 - 1,), (10**30,), ("a",), (1.5,), (5, "a"), (6, 7, 2**31), (), (1, 2, 3, 4)):
    attempt(gc.set_threshold, *numbers)
    print(gc.get_threshold())
attempt(gc.set_threshold, 1000, True, -1)
print(gc.get_threshold())
attempt(gc.set_threshold, threshold0=1)
gc.set_threshold(700, 10, 10)


class Node:
    pass


node = Node()
reference = weakref.ref(node)
attempt(reference, 1)
attempt(reference, nonsense=1)
attempt(reference, 1, nonsense=1)
print(reference() is node)
