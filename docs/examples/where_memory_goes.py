# SPDX-License-Identifier: MIT
import tracemalloc


def words(count):
    return ["word" * count for _ in range(count)]


def copied(text):
    return text.upper()


tracemalloc.start()
before = tracemalloc.take_snapshot()
kept = words(300)
large = copied("x" * 100_000)
after = tracemalloc.take_snapshot()
for statistic in after.compare_to(before, "lineno")[:2]:
    place = statistic.traceback[0]
    print(f"line {place.lineno}: about {round(statistic.size_diff, -4)} bytes more")
