import _queue
import queue
import threading
from _queue import Empty, SimpleQueue


def attempt(action):
    try:
        print(action())
    except (TypeError, ValueError, OverflowError, Empty, ZeroDivisionError) as error:
        print(type(error).__name__, error)


class Evil:
    def __bool__(self):
        raise ZeroDivisionError


q = SimpleQueue()
print(queue.SimpleQueue is SimpleQueue, queue.Empty is Empty, q.empty(), q.qsize())
actions = [
    lambda: SimpleQueue(1), lambda: SimpleQueue(a=1), lambda: q.get(False), lambda: q.get_nowait(), lambda: q.get(timeout=0),
    lambda: q.get(timeout=-1), lambda: q.get(timeout="x"), lambda: q.get(timeout=float("nan")), lambda: q.get(timeout=1e20),
    lambda: q.get(timeout=2**80), lambda: q.get(timeout=0.01), lambda: q.get(False, "x"), lambda: q.get(False, -1), lambda: q.get(Evil()),
    lambda: q.put(), lambda: q.put(1), lambda: q.put(2, False, "x"), lambda: q.put(item=3, timeout=-1), lambda: q.put_nowait(4),
    lambda: q.qsize(), lambda: q.get(), lambda: q.get(timeout="x"), lambda: q.get(timeout=5), lambda: q.get_nowait(), lambda: q.get(False),
    lambda: q.empty(), lambda: q.get(1, 2, 3), lambda: q.get(foo=1), lambda: q.put(1, 2, 3, 4), lambda: len(q),
]
for action in actions:
    attempt(action)
for number in range(10000):
    q.put(number)
print(sum(q.get() for _ in range(9000)), q.qsize(), [q.get() for _ in range(1000)][-3:], q.empty())


class Named(SimpleQueue):
    pass


named = Named()
named.name = "x"
named.put(named)
print(named.name, named.get() is named, SimpleQueue[int])
named.put(named)
del named

# Each item reaches one of those who wait, in the order in which it came.
q, results = SimpleQueue(), SimpleQueue()


def consume():
    while (item := q.get()) is not None:
        results.put(item)


threads = [threading.Thread(target=consume) for _ in range(4)]
for thread in threads:
    thread.start()
for number in range(1000):
    q.put(number)
for _ in threads:
    q.put(None)
for thread in threads:
    thread.join()
print(sorted(results.get() for _ in range(1000)) == list(range(1000)), results.empty(), q.empty())
