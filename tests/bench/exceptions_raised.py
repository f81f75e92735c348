# SPDX-License-Identifier: MIT
# Raising, catching, finally, context managers.
import sys


class Refused(Exception):
    def __init__(self, amount):
        super().__init__(amount)
        self.amount = amount


class Guard:
    entered = left = 0

    def __enter__(self):
        Guard.entered += 1
        return self

    def __exit__(self, kind, error, traceback):
        Guard.left += 1
        return kind is KeyError


def check(n):
    if n % 3 == 0:
        raise Refused(n)
    if n % 5 == 0:
        raise ValueError("five")
    return n


def deep(n, depth):
    try:
        return check(n) if depth == 0 else deep(n, depth - 1)
    finally:
        Guard.entered += 0


def main(scale):
    total, table = 0, {}
    for n in range(scale):
        try:
            total += deep(n, 3)
        except Refused as error:
            total += error.amount % 7
        except (ValueError, TypeError):
            total -= 1
        else:
            total += 2
        try:
            total += table[n % 50]
        except KeyError:
            if n % 100 > 50:
                table[n % 50] = 1
        with Guard():
            table[-1]
        try:
            int("not a number" if n % 2 else "12")
        except ValueError as error:
            try:
                raise LookupError("wrapped") from error
            except LookupError as wrapped:
                total += len(str(wrapped.__cause__)) % 5
    print(total, Guard.entered, Guard.left)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 380000)
