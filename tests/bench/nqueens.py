# SPDX-License-Identifier: MIT
# Generators, sets and recursion: all ways to place 6, 7 and 8 queens.
import sys


def queens(n, row=0, columns=frozenset(), up=frozenset(), down=frozenset()):
    if row == n:
        yield ()
        return
    for column in range(n):
        if column not in columns and row + column not in up and row - column not in down:
            for rest in queens(n, row + 1, columns | {column}, up | {row + column}, down | {row - column}):
                yield (column, *rest)


def main(rounds):
    count = checksum = 0
    for round_ in range(rounds):
        for solution in queens(6 + round_ % 3):
            count += 1
            checksum = (checksum * 31 + sum(i * c for i, c in enumerate(solution))) % 1000003
    print(count, checksum)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 1050)
