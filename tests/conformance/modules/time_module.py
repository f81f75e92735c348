# SPDX-License-Identifier: MIT
import time
a = time.time(); b = time.time()
print(type(a).__name__, b >= a, a > 1600000000, type(time.time_ns()).__name__, abs(time.time_ns() / 1e9 - time.time()) < 5)
p = time.perf_counter(); time.sleep(0.02); q = time.perf_counter(); print(q - p >= 0.015, q - p < 5)
m = time.monotonic(); print(time.monotonic() >= m, time.monotonic_ns() > 0, time.perf_counter_ns() > 0, time.process_time() >= 0, time.process_time_ns() >= 0)
time.sleep(0); print(time.sleep(0.001))
for bad in (lambda: time.sleep(-1), lambda: time.sleep("x"), lambda: time.sleep(), lambda: time.sleep(None), lambda: time.time(1), lambda: time.nope):
    try: bad()
    except (ValueError, TypeError, AttributeError) as error: print(type(error).__name__, error)
class Stopwatch:
    def __init__(self, clock): self.clock = clock
    def __enter__(self): self.start = self.clock(); return self
    def __exit__(self, *a): self.elapsed = self.clock() - self.start
with Stopwatch(time.perf_counter) as w: sum(range(1000))
print(w.elapsed >= 0, w.elapsed < 10)
with Stopwatch(time.process_time) as w: time.sleep(0.01)
print(w.elapsed < 0.009)
def timeout(seconds):
    end = time.monotonic() + seconds
    n = 0
    while time.monotonic() < end: n += 1
    return n > 0
print(timeout(0.01), time.__name__, callable(time.sleep))
