# SPDX-License-Identifier: MIT
# A block of tee() made by hand takes any object for its iterator: CPython 3.11 calls its next slot, which is null. Here
# such a block is refused.
import itertools
block_type = type(itertools.tee([])[0].__reduce__()[2][0])
walk = itertools.tee([])[0]
try:
    walk.__setstate__((block_type(5, [], None), 0))
    print(next(walk))
except TypeError as e: print(type(e).__name__, e)
