# SPDX-License-Identifier: MIT
# A lock makes several steps one. A lock has no owner; an RLock has, and counts.
import threading

counter = 0
lock = threading.Lock()


def work():
    global counter
    for _ in range(100):
        with lock:
            value = counter
            counter = value + 1


threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("nothing is lost:", counter)

lock.acquire()
print("taken once:", lock.locked(), "a second time:", lock.acquire(blocking=False))
threading.Thread(target=lock.release).start()  # anybody may release it
print("released by another thread:", lock.acquire(timeout=10))
lock.release()

again = threading.RLock()
with again:
    with again:
        print("an RLock is its owner's, as often as it likes")
try:
    again.release()
except RuntimeError as error:
    print("but not more often:", error)
