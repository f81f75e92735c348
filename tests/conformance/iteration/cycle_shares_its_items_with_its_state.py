# SPDX-License-Identifier: MIT
# The state of a cycle() holds its list of items itself: it may get shorter meanwhile.
from itertools import cycle


class Item:
    pass


items = cycle(iter([Item() for _ in range(6)]))
for _ in range(7):
    next(items)
saved = items.__reduce__()[2][0]
print(len(saved))
saved.clear()
print(next(items, "end"))
saved.extend("ab")
print(next(items), next(items), next(items))
