# SPDX-License-Identifier: MIT
import collections
import gc
import sys
import tracemalloc


class Slotted:
    __slots__ = ("one", "two")


def generate():
    yield


word, number, many = "word", 1234, list(range(200))
kinds = {
    "object": object, "list": list, "full list": lambda: [None] * 7, "copied list": lambda: many[:], "tuple": lambda: (number, word),
    "empty dict": dict, "dict": lambda: {"a": None, "b": None}, "larger dict": lambda: dict.fromkeys(many), "set": lambda: {None}, "larger set": lambda: set(many),
    "int": lambda: number * 10**6, "large int": lambda: number << 1000, "float": lambda: number / 7, "complex": lambda: complex(number, 7),
    "str": lambda: word * 10, "wide str": lambda: "€" * number, "bytes": lambda: b"x" * number, "bytearray": lambda: bytearray(b"x" * 100),
    "slotted instance": Slotted, "slice": lambda: slice(number, None),
    "range": lambda: range(1, 9, 2), "bound method": lambda: many.append, "list iterator": lambda: iter(many),
    "frozenset": lambda: frozenset(many), "function": lambda: (lambda: 0), "generator": generate, "deque": collections.deque,
}
places = [None] * 200
gc.disable()
gc.collect()
tracemalloc.start()
for name, make in kinds.items():
    make()
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    for index in range(200):
        places[index] = make()
    found = (tracemalloc.get_traced_memory()[0] - before) / 200
    told = sys.getsizeof(places[150])
    print(f"{name}:", "as told" if abs(found - told) < 5 else f"{found} for {told}")
    for index in range(200):
        places[index] = None
