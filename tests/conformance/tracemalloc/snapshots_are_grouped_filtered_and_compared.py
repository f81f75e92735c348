# SPDX-License-Identifier: MIT
import tracemalloc


def lines(statistics):
    return [(s.traceback[0].lineno - first, s.count, round(s.size / 100_000)) for s in statistics if s.size > 90_000]


tracemalloc.start(5)
first, here = 14, (lambda: 0).__code__.co_filename


def block(size):
    return bytes(size)                                 # + 1


kept = [block(300_000)]
kept += [block(200_000) for _ in range(3)]
one = tracemalloc.take_snapshot()
mine = one.filter_traces([tracemalloc.Filter(True, here)])
print(lines(mine.statistics("lineno")))
print([(s.count, round(s.size / 100_000)) for s in mine.statistics("filename")][0][1])
print(sorted((len(s.traceback), s.count) for s in mine.statistics("traceback") if s.size > 90_000))
print(len(one.filter_traces([tracemalloc.Filter(False, here)]).statistics("lineno")) >= 0)
kept.pop()
more = bytearray(400_000)
two = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, here)])
for difference in two.compare_to(mine, "lineno"):
    if abs(difference.size_diff) > 90_000:
        print(difference.traceback[0].lineno - first, difference.count_diff > 0, round(difference.size_diff / 100_000))
largest = max(two.traces, key=lambda trace: trace.size)
print(largest.domain, largest.traceback.total_nframe, [frame.lineno - first for frame in largest.traceback])
print([trace.domain for trace in one.traces if trace.domain])
