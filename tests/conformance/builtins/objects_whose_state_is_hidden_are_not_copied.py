# SPDX-License-Identifier: MIT
import copy
import threading
import types


def cell():
    value = 1
    return (lambda: value).__closure__[0]


class Slots:
    __slots__ = ("a", "b")


class Number(int):
    pass


slots = Slots()
slots.a = 1
objects = [
    cell(), types.CellType(), classmethod(len), staticmethod(len), (item for item in ()), types, int.__dict__,
    {}.keys(), {}.items(), types.FunctionType.__code__, threading.Lock(), slots, Number(3), object(), [1], {1: 2},
    types.SimpleNamespace(a=1), ValueError(1), bytearray(b"a"), {1}, iter([1]), 1.5, 1j, slice(1), range(3),
]
for item in objects:
    for copier in copy.copy, copy.deepcopy:
        try:
            print(type(item).__name__, type(copier(item)).__name__)
        except TypeError as error:
            print(type(item).__name__, error)
print(len(None.__reduce_ex__(2)), len(slots.__reduce_ex__(2)))
