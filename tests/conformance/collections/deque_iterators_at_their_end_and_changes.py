# SPDX-License-Identifier: MIT
from collections import deque

# Backwards, an iterator that is at its end does not notice changes; forwards it does.
for make in (reversed, iter):
    for passed in range(4):
        items = deque([1, 2])
        iterator = make(items)
        for _ in range(passed):
            next(iterator, None)
        items.append(3)
        for _ in range(2):
            try:
                print(make.__name__, passed, next(iterator, "end"))
            except RuntimeError as error:
                print(make.__name__, passed, error)
