# An __index__ that shortens the sequence it stands in: positions and slices are fitted to what is left.
from collections import deque


class Shortens:
    """The number `value`; being asked for it leaves only `kept` items."""

    def __init__(self, sequence, value, kept):
        self.sequence, self.value, self.kept = sequence, value, kept

    def __index__(self):
        while len(self.sequence) > self.kept:
            self.sequence.pop()
        return self.value


def set_item(s, i):
    s[i] = 65


def delete_item(s, i):
    del s[i]


def set_slice(s, i):
    s[i:] = b"xy"


def set_front(s, i):
    s[:i] = b"xy"


def set_stepped(s, i):
    s[::i] = b"xy"


def delete_slice(s, i):
    del s[i:8]


def delete_stepped(s, i):
    del s[i:9:2]


COMMON = {
    "get": lambda s, i: s[i],
    "set": set_item,
    "delete": delete_item,
    "insert": lambda s, i: s.insert(i, 65),
    "index": lambda s, i: s.index(1, i),
    "multiply": lambda s, i: s * i,
}
SLICES = {
    "slice": lambda s, i: s[i:9],
    "slice to": lambda s, i: s[:i],
    "stepped": lambda s, i: s[::i],
    "set slice": set_slice,
    "set front": set_front,
    "set stepped": set_stepped,
    "delete slice": delete_slice,
    "delete stepped": delete_stepped,
    "pop": lambda s, i: s.pop(i),
}

# Where CPython 3.11.2 itself looks at freed memory, or at the length from before.
LEFT_OUT = {list: (), bytearray: ("set", "index", "delete stepped"), deque: ("insert", "index", *SLICES)}

for make in (list, bytearray, deque):
    for name, operation in (COMMON | SLICES).items():
        if name in LEFT_OUT[make]:
            continue
        for value in (0, 2, 7, -1, -5):
            for kept in (0, 3):
                sequence = make(range(10))
                try:
                    outcome = operation(sequence, Shortens(sequence, value, kept))
                except (IndexError, ValueError, TypeError) as error:
                    outcome = f"{type(error).__name__}: {error}"
                print(make.__name__, name, value, kept, outcome, len(sequence), list(sequence))
