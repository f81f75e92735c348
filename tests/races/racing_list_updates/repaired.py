# next() of a counter made in C is one step under the GIL.
import itertools
import threading

numbers = itertools.count(1)
tickets = [0]


def work():
    for _ in range(5):
        tickets.append(next(numbers))


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(set(tickets)), "different of", len(tickets))
