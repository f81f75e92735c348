# SPDX-License-Identifier: MIT
# Plain integer arithmetic in while and for loops: Collatz lengths and a sieve.
import sys


def collatz(limit):
    best = longest = 0
    for start in range(1, limit):
        n, steps = start, 0
        while n != 1:
            if n & 1:
                n = 3 * n + 1
            else:
                n >>= 1
            steps += 1
        if steps > longest:
            best, longest = start, steps
    return best, longest


def sieve(limit):
    flags = [True] * limit
    total, i = 0, 2
    while i < limit:
        if flags[i]:
            total += i
            j = i * i
            while j < limit:
                flags[j] = False
                j += i
        i += 1
    return total


def main(scale):
    print(*collatz(scale), sieve(scale * 10))


main(int(sys.argv[1]) if len(sys.argv) > 1 else 150000)
