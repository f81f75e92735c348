# SPDX-License-Identifier: MIT
# A comprehension is a small function of its own: its loop variable does not leak, its first iterable is evaluated outside.
# Try: minipy --dump=bytecode samples/comprehensions.py

n = "untouched"
squares = [n * n for n in range(6)]
print(squares, n)

print({word: len(word) for word in ("one", "three", "five")})
print(sorted({x % 3 for x in range(10)}))
print([(i, j) for i in range(4) for j in range(i) if (i + j) % 2])     # reads like nested loops
print([[row * column for column in range(1, 4)] for row in range(1, 4)])


# a generator expression computes nothing before it is asked
def noisy(items):
    for item in items:
        print(f"<{item}>", end="")
        yield item


lazy = (x * 10 for x in noisy([1, 2, 3]))
print("made, not started")
print(next(lazy), next(lazy))

# := binds in the function around the comprehension
print([half for x in range(8) if (half := x // 2) % 2], half)


class Table:
    columns = [1, 2, 3]
    doubled = [c * 2 for c in columns]                  # the first iterable sees the class …
    try:
        broken = [c * len(columns) for c in [1]]        # … but the inside of the comprehension does not
    except NameError as error:
        message = str(error)


print(Table.doubled, "|", Table.message)
