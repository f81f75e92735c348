# SPDX-License-Identifier: MIT
# List, set, dict and generator comprehensions; built-in functions over iterables.
import sys


def main(scale):
    checksum = 0
    data = list(range(scale))
    for round_ in range(12):
        squares = [x * x for x in data]
        odd = [x for x in squares if x & 1]
        pairs = [(x, y) for x in range(60) for y in range(60) if (x + y) % 7 == round_ % 7]
        table = {x: x % 13 for x in data if x % 3}
        remainders = {x % 1009 for x in squares}
        matrix = [[row * column for column in range(40)] for row in range(40)]
        turned = [list(row) for row in zip(*matrix)]
        flat = [x for row in turned for x in row]
        checksum += sum(x for x in odd if x % 5 == 0) + len(pairs) + sum(table.values()) + len(remainders)
        checksum += sum(map(lambda a, b: a - b, flat, reversed(flat))) + any(x > scale * 2 for x in data)
        checksum += sum(len(w) for w in [str(x) for x in data[::10]]) + max(enumerate(flat), key=lambda p: p[1])[0]
        checksum += len(list(filter(None, [x % 4 for x in data]))) + all(x >= 0 for x in data)
    print(checksum)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 320000)
