# SPDX-License-Identifier: MIT
# Whoever goes through an iterable asks it for an iterator once, and that iterator for items only.
import functools


class Items:
    def __init__(self):
        self.asked = 0

    def __iter__(self):
        self.asked += 1
        self.items = iter([1, 2])
        return self

    def __next__(self):
        return next(self.items)


for function in (bytes, bytearray, bytearray().extend, list, list().extend, tuple, set, set().update, set().union, frozenset,
                 dict.fromkeys, sum, max, sorted, any, all, enumerate, zip, iter, {1: 2}.keys().isdisjoint, {1}.issuperset,
                 {1}.symmetric_difference, functools.partial(map, abs), functools.partial(filter, None)):
    items = Items()
    function(items)
    print(items.asked)
