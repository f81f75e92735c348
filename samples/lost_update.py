# SPDX-License-Identifier: MIT
# A race: `counter = read() + 1` is several steps, and another thread may come between them.
# minipy --races samples/lost_update.py finds the order in which an update is lost.
import threading

counter = 0


def read():
    return counter


def step():
    return 1


def work():
    global counter
    for _ in range(5):
        counter = read() + step()  # where step() begins, another thread may take its turn


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("two threads have counted to five:", counter)

# The same order, made by hand: both read before one of them writes.
counter = 0
both_have_read = threading.Barrier(2)


def unlucky():
    global counter
    value = read()
    both_have_read.wait()
    counter = value + 1


threads = [threading.Thread(target=unlucky) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("two updates, one is lost:", counter)
