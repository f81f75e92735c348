# SPDX-License-Identifier: MIT
# Lesson 6, threads: only the holder of the GIL runs; a lock makes several steps one.
import threading

balance = 0
lock = threading.Lock()


def deposit(amount):
    global balance
    with lock:
        # note: Reading, adding and writing are several instructions. The lock keeps the other thread out of all.
        balance += amount


threads = [threading.Thread(target=deposit, args=(amount,)) for amount in (5, 20)]
for thread in threads:
    thread.start()
for thread in threads:
    # note: join waits, and who waits gives the GIL away.
    thread.join()
print(balance)
