# SPDX-License-Identifier: MIT
# Extended slices whose start, stop or step is larger than any sequence.
import sys
for make in (list, bytearray):
    a = make(range(20))
    for start in (0, None, 1, 3, 19, 100, sys.maxsize, -1, -sys.maxsize-1):
        for stop in (0, None, 5, sys.maxsize, -sys.maxsize):
            for step in (1, 2, sys.maxsize, -sys.maxsize, sys.maxsize-1, -1, 3):
                b = make(a); del b[start:stop:step]
                n = len(b)
                c = make(a); L = len(c[start:stop:step])
                try: c[start:stop:step] = make(range(L))
                except ValueError as e: print(e)
                print(make.__name__, start, stop, step, n, list(c)[:3])
