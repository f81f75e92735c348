# SPDX-License-Identifier: MIT
# Dictionaries and sets: counting, grouping, joining, membership.
import sys


def numbers(n, seed=42):
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) & 0x7fffffff
        yield seed >> 8


def main(scale):
    checksum = 0
    for round_ in range(5):
        counts, groups, seen, duplicates = {}, {}, set(), 0
        for x in numbers(scale, round_):
            key = x % 997
            counts[key] = counts.get(key, 0) + 1
            groups.setdefault(x % 101, []).append(x)
            if x % 5003 in seen:
                duplicates += 1
            else:
                seen.add(x % 5003)
        names = {f"key{k}": v for k, v in counts.items()}
        joined = {(k, v): names[f"key{k}"] for k, v in counts.items() if k % 2}
        common = {k for k in counts if k % 3 == 0} & set(range(0, 997, 2)) | {v for v in groups[7] if v % 11 == 0}
        for k in list(counts):
            if counts[k] % 2:
                del counts[k]
        checksum = (checksum * 31 + duplicates + len(joined) + len(common) + sum(counts.values())
                    + max(map(len, groups.values())) + 2 * len(seen)) % 1000003
    print(checksum)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 420000)
