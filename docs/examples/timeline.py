# SPDX-License-Identifier: MIT
import _thread
import gc


class Node:
    pass


def numbers(count):
    for number in range(count):
        yield number


def work(count):
    print(sum(numbers(count)))
    done.release()


done = _thread.allocate_lock()
done.acquire()
_thread.start_new_thread(work, (2,))
done.acquire()
try:
    numbers(1).throw(ValueError("bad"))
except ValueError as error:
    print("caught:", error)
node = Node()
node.itself = node
del node
gc.collect()
