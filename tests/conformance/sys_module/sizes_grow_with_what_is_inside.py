# SPDX-License-Identifier: MIT
import sys
from collections import deque

size = sys.getsizeof


def instance(**fields):
    made = type("A", (), {})()
    made.__dict__.update(fields)
    return made


print(size(b"x" * 100) - size(b""), size("x" * 100) - size(""), size(bytearray(1000)) - size(bytearray()) >= 1000)
print(size("é" * 50) - size("é" * 10), size("€" * 50) - size("€" * 10), size("𝄞" * 50) - size("𝄞" * 10))
print(size((1, 2, 3)) - size(()), size([1, 2, 3]) - size([1]), size([None] * 100) - size([]))
print(size({n: n for n in range(1000)}) > size({1: 1}) >= size({}), size(set(range(1000))) > size({1}))
print(size(2**1000) > size(2**100) > size(1), size(deque(range(1000))) > size(deque()))
for text in ("", "x" * 10, b"", (), [], {}, set(), 0, 1.5, None, len, object(), deque(), iter([]), type, instance()):
    assert size(text) >= 16, text
print(size([]) - [].__sizeof__(), size(()) - ().__sizeof__(), size("") - "".__sizeof__())
class Sized:
    __slots__ = "answer"
    def __init__(self, answer): self.answer = answer
    def __sizeof__(self): return self.answer
print(size(Sized(1000)) - size(Sized(0)), size(Sized(sys.maxsize)) - size(Sized(0)) == sys.maxsize)
for bad in (-1, "x", None, 10**30, 1.5):
    try:
        print(size(Sized(bad)))
    except (TypeError, ValueError, OverflowError) as error:
        print(type(error).__name__, error)
    try:
        print(size(Sized(bad), 7))
    except (TypeError, ValueError, OverflowError) as error:
        print(type(error).__name__, error)
print(type(sys.getallocatedblocks()).__name__, sys.getallocatedblocks() >= 0)
