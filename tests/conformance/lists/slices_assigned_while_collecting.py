# SPDX-License-Identifier: MIT
# A collection may run at any allocation of a slice assignment, and finalizers may change both lists.
import gc


class Cycle:
    def __init__(self, *lists):
        self.me, self.lists = self, lists

    def __del__(self):
        for items in self.lists:
            items.clear()


def assign(size, removed, later):
    target, source = [[i] for i in range(200)], [[i] for i in range(size)]
    Cycle(source)
    gc.set_threshold(gc.get_count()[0] + later)
    target[:removed] = source
    gc.set_threshold(700)
    gc.collect()
    return all(type(item) is list for item in target) and source == []


def delete(removed, later):
    target = [[i] for i in range(200)]
    Cycle(target)
    gc.set_threshold(gc.get_count()[0] + later)
    del target[:removed]
    gc.set_threshold(700)
    gc.collect()
    return target


for size in [1, 5, 50, 5000]:
    for removed in [0, 1, 8, 9, 100, 200]:
        print(size, removed, all([assign(size, removed, later) for later in range(10)]))
print([delete(removed, later) for removed in (1, 8, 9, 100) for later in range(10)])
