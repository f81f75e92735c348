# SPDX-License-Identifier: MIT
# Integer work on small lists: the greatest number of prefix reversals over permutations.
import sys


def fannkuch(n, limit):
    permutation, counts = list(range(n)), list(range(1, n + 1))
    checksum = most = index = 0
    while True:
        if permutation[0]:
            work, flips = permutation[:], 0
            first = work[0]
            while first:
                work[:first + 1] = work[first::-1]
                flips += 1
                first = work[0]
            if flips > most:
                most = flips
            checksum += -flips if index & 1 else flips
        index += 1
        if index == limit:
            return checksum, most
        depth = 1
        while depth < n:
            permutation.insert(depth, permutation.pop(0))
            counts[depth] -= 1
            if counts[depth] > 0:
                break
            counts[depth] = depth + 1
            depth += 1
        else:
            return checksum, most


print(*fannkuch(10, int(sys.argv[1]) if len(sys.argv) > 1 else 900000))
