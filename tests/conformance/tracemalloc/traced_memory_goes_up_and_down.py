# SPDX-License-Identifier: MIT
import tracemalloc


def rough():
    return [round(size / 100_000) for size in tracemalloc.get_traced_memory()]


million = 1_000_000
print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory(), tracemalloc.get_traceback_limit())
tracemalloc.start()
print(tracemalloc.is_tracing(), tracemalloc.get_traceback_limit())
a = b"a" * million
print("a:", rough())
b = b"b" * (2 * million)
print("b:", rough())
del a
print("a is gone:", rough())
tracemalloc.reset_peak()
print("peak reset:", rough())
b = b[:500_000]
print("b is cut:", rough())
grown = []
for _ in range(100):
    grown += [None] * 1000
print("a list has grown:", 5 <= rough()[0] - 5 <= 15)
grown = {}
for n in range(100):
    grown.update(dict.fromkeys(range(500 * n, 500 * n + 500)))
grown = None
print("a dict has gone:", rough()[0])
tracemalloc.clear_traces()
print("cleared:", rough()[0])
del b
print("what was not known any more is freed:", rough()[0])
tracemalloc.stop()
print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory(), tracemalloc._get_traces())
for limit in (0, -1, 65536, 2**30):
    try:
        tracemalloc.start(limit)
    except ValueError as error:
        print(limit, error)
for bad in ("x", 1.5, None):
    try:
        tracemalloc.start(bad)
    except TypeError as error:
        print(error)
tracemalloc.start(3)
tracemalloc.start(9)
print("a second start changes nothing:", tracemalloc.get_traceback_limit())
tracemalloc.stop()
tracemalloc.start(9)
print(tracemalloc.get_traceback_limit())
tracemalloc.stop()
