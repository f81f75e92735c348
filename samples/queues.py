# SPDX-License-Identifier: MIT
# A queue joins threads that need not know each other. Full, it makes producers wait; empty, consumers.
import queue
import threading

orders = queue.Queue(maxsize=2)
done = queue.SimpleQueue()


def consumer():
    while (order := orders.get()) is not None:
        done.put(order * order)


workers = [threading.Thread(target=consumer) for _ in range(3)]
for worker in workers:
    worker.start()
for order in range(10):
    orders.put(order)
for _ in workers:
    orders.put(None)  # one for each: the end
for worker in workers:
    worker.join()
print(sorted(done.get() for _ in range(10)))
try:
    orders.get(timeout=0.01)
except queue.Empty:
    print("nobody puts anything in any more")
