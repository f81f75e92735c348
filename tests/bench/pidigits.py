# SPDX-License-Identifier: MIT
# Big integers: digits of pi from a spigot.
import sys


def digits():
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while True:
        if 4 * q + r - t < n * t:
            yield n
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2


def main(n):
    checksum = last = 0
    for i, digit in zip(range(n), digits()):
        checksum = (checksum * 10 + digit) % 1000003
        last = digit
    print(n, checksum, last, 3 ** (n * 20) % 1000003, len(str(7 ** (n // 2))))


main(int(sys.argv[1]) if len(sys.argv) > 1 else 4800)
