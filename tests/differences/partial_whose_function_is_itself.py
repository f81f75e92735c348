# SPDX-License-Identifier: MIT
# CPython 3.11 calls and prints such a partial until the native stack ends, and crashes. Here it is a RecursionError,
# and repr() shows three dots where it comes to the same partial again.
from functools import partial
def first(*a, **k): return len(a)
q = partial(first, 1)
q.__setstate__((q, (), {}, {}))
try:
    print(q())
except RecursionError:
    print("RecursionError")
q.__setstate__((q, (), {"k": 1}, {}))
try:
    print(q())
except RecursionError:
    print("RecursionError")
try:
    print(repr(q))
except RecursionError:
    print("RecursionError")
