# A program ends without its daemon threads, wherever they are: waiting for a queue or a lock, asleep in a loop over a
# generator. What they hold is not lost.
import queue
import threading
import time


class Node:
    pass


def waits_for_items(items):
    while True:
        item = items.get()
        try:
            raise ValueError(item)
        except ValueError as error:
            kept = error
            done.release()


def waits_for_a_lock():
    mine = Node()
    mine.me = mine
    done.release()
    gate.acquire()


def pairs():
    yield Node(), [1, 2]
    yield {"a": Node()}, []


def sleeps():
    for left, right in pairs():
        done.release()
        time.sleep(1000)


done, gate, items = threading.Semaphore(0), threading.Lock(), queue.SimpleQueue()
gate.acquire()
for work, arguments in ((waits_for_items, (items,)), (waits_for_a_lock, ()), (sleeps, ())):
    threading.Thread(target=work, args=arguments, daemon=True).start()
items.put(["x"])
for _ in range(3):
    done.acquire()
print("the end,", sum(thread.daemon for thread in threading.enumerate()), "daemon threads are left")
