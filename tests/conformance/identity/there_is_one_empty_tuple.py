# SPDX-License-Identifier: MIT
# Whoever makes a tuple without items gets the same one.
import gc
import itertools


def call(*arguments):
    return arguments


def generate():
    return
    yield


empty = ()
print([tuple() is empty, tuple([]) is empty, tuple(generate()) is empty, (1,)[1:] is empty, call() is empty, [(1, 2)][0] * 0 is empty,
       empty + empty is empty, tuple("") is empty, tuple({}) is empty, tuple(map(str, [])) is empty])
print([next(itertools.combinations([], 0)) is empty, next(itertools.product()) is empty, gc.is_tracked(empty)])
print([item is empty for item in (eval("()"), compile("()", "", "eval").co_names)])


class Items(tuple):
    pass


print(Items() is empty, Items() is Items(), tuple(Items()) is empty, Items()[:] is empty, type(Items() + ()))
