# SPDX-License-Identifier: MIT
# A weak reference that is garbage itself is cleared before the collector empties anything, also if what it refers to is
# no container and dies only then: its callback would see objects that are empty already.
import functools
import gc
import re
import struct
import types
import weakref
from collections import namedtuple


class Instance:
    def __init__(self):
        self.first = self.second = 1


def make(target, put):
    unpacker = struct.Struct("i")

    def callback(reference, target=target):
        print("called:", type(target).__name__, repr(target))

    references = [weakref.ref(unpacker, callback)]
    references.append(references)
    put(target, unpacker, references)


def set_attributes(target, *held):
    target.first, target.second = held


def main():
    gc.disable()
    make(functools.partial(print), lambda target, *held: target.__setstate__((print, held, {}, {})))
    make(types.SimpleNamespace(), set_attributes)
    make(Instance(), set_attributes)
    box = []
    make(types.MethodType(print, box), lambda target, *held: box.extend([target, *held]))
    make(iter(box), lambda target, *held: box.extend([target, *held]))
    make([], lambda target, *held: target.extend([target, *held]))
    make({}, lambda target, *held: target.update(enumerate([target, *held])))
    make(set(), lambda target, *held: target.add(types.MethodType(print, [target, *held])))
    make(property(print), lambda target, *held: target.__init__(print, [target, *held]))
    print(gc.collect() > 0)
    outside = struct.Struct("i")
    holder = [weakref.ref(outside, print)]
    holder.append(holder)
    del holder
    print(gc.collect(), weakref.getweakrefcount(outside))


main()
