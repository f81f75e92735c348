# SPDX-License-Identifier: MIT
# A call matches arguments with parameters in a fixed order: positional ones from the left, then keywords by name,
# then the surplus goes to *args and **kwargs, then defaults fill what is missing. What cannot be matched is a TypeError.


def show(a, b, /, c, d=4, *rest, key, flag=False, **others):
    #    a and b: by position only   c, d: both ways   key, flag: by name only
    print(f"{a=} {b=} {c=} {d=} {rest=} {key=} {flag=} {others=}")


show(1, 2, 3, key="k")
show(1, 2, c=3, key="k", extra="x")
show(1, 2, 3, 4, 5, 6, key="k", flag=True)
show(*"abc", **{"key": 1, "a": "goes to others, for a is positional only"})

for wrong in (lambda: show(1, 2, 3),
              lambda: show(1, 2, key=1),
              lambda: show(1, 2, 3, c=3, key=1)):
    try:
        wrong()
    except TypeError as error:
        print("TypeError:", error)


def append(item, items=[]):     # the default list is made once, when `def` runs: a famous trap
    items.append(item)
    return items


print(append(1), append(2), append.__defaults__)
