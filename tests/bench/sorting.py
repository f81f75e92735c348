# SPDX-License-Identifier: MIT
# Sorting with and without keys, and a sort written in Python.
import sys


def random_numbers(n):
    seed = 12345
    result = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) & 0x7fffffff
        result.append(seed)
    return result


def merge_sort(items):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left, right = merge_sort(items[:middle]), merge_sort(items[middle:])
    out, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if right[j] < left[i]:
            out.append(right[j])
            j += 1
        else:
            out.append(left[i])
            i += 1
    return out + left[i:] + right[j:]


class Item:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        return self.value < other.value


def main(scale):
    numbers = random_numbers(scale)
    checksum = 0
    for result in (sorted(numbers), sorted(numbers, key=lambda n: n % 1000), sorted(numbers, key=lambda n: (n % 7, -n)),
                   sorted(map(str, numbers)), sorted([n / 3 for n in numbers], reverse=True), sorted(sorted(numbers)),
                   merge_sort(numbers[:scale // 3]), [item.value for item in sorted(map(Item, numbers[:scale // 4]))],
                   sorted([(n % 100, str(n)) for n in numbers])):
        for i in range(0, len(result), 97):
            checksum = (checksum * 31 + len(str(result[i]))) % 1000003
        checksum += len(result)
    print(checksum, min(numbers), max(numbers, key=lambda n: n % 10007))


main(int(sys.argv[1]) if len(sys.argv) > 1 else 220000)
