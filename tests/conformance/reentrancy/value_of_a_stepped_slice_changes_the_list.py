# Iterating over the value changes the list. (Shortening it would go beyond the end in CPython 3.11: not tried here.)
items = list(range(6))


def grows():
    yield "a"
    items.extend("xyz")
    yield "b"
    yield "c"


items[::2] = grows()
print(items)


def replaces():
    items[:] = "uvwxyz"
    yield 1


items[1:2] = replaces()
print(items)

items[::-1] = items
print(items)
