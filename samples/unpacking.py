# SPDX-License-Identifier: MIT
# An assignment evaluates its right side first, then stores from left to right; targets may be nested and starred.

a, b = 1, 2
a, b = b, a                             # a tuple is built, then taken apart: no temporary needed
print(a, b)

first, *middle, last = "abcde"
print(first, middle, last)

(x, (y, *z)), w = (1, (2, 3, 4)), 5
print(x, y, z, w)

items = [0, 0, 0]
i = 0
i, items[i] = 1, "stored at the new i"  # left to right: i is 1 when items[i] is stored
print(items)

p = q = []                              # one list, two names
p.append(1)
print(q)

print([*range(3), *"ab"], {**{"a": 1, "b": 2}, "b": 3}, (*[1], 2), max(*[3, 9], 4))
for name, (low, high) in {"x": (1, 2), "y": (3, 4)}.items():
    print(name, low, high)

for source in ("a, b = 1", "a, b = [1]", "a, b = 1, 2, 3", "a, *b, c = [1]"):
    try:
        exec(source)
    except (TypeError, ValueError) as error:
        print(f"{source:16} {type(error).__name__}: {error}")

t = ([1],)
try:
    t[0] += [2]                         # changes the list in place, then fails to store it back
except TypeError as error:
    print(error, t)
