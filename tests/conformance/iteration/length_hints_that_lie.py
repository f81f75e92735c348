# SPDX-License-Identifier: MIT
import operator


class Items:
    def __init__(self, hint):
        self.hint = hint
        self.items = iter((1, 2, 3))

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.items)

    def __length_hint__(self):
        print("hint", end=" ")
        if isinstance(self.hint, BaseException):
            raise self.hint
        return self.hint


def extended(sequence):
    def extend(items):
        sequence.extend(items)
        return sequence

    return extend


hints = [
    0, -1, -2**70, 2**70, 2**62, 2**63 - 1, 2**63, "x", None, NotImplemented, True, ValueError("v"), TypeError("t"),
    AttributeError("a"),
]
consumers = {
    "list": list, "tuple": tuple, "bytes": bytes, "bytearray": bytearray, "set": set,
    "length_hint": operator.length_hint, "star": lambda items: [*items], "sorted": sorted,
    "join": lambda items: b"".join(items),
}
for name, consumer in consumers.items():
    for hint in hints:
        print(name, repr(hint), end=" ")
        try:
            print(consumer(Items(hint)))
        except (Exception, MemoryError) as error:
            print(type(error).__name__, error)
for hint in hints[1:]:
    for sequence in [0], bytearray(b"a"):
        try:
            print(extended(sequence)(Items(hint)))
        except (Exception, MemoryError) as error:
            print(type(error).__name__, error)
for default in -1, 2**70, "x":
    try:
        print(operator.length_hint(1, default))
    except Exception as error:
        print(type(error).__name__, error)
