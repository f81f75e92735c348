import threading

condition = threading.Condition()
items, taken = [], []


def consumer(count):
    for _ in range(count):
        with condition:
            condition.wait_for(lambda: items)
            taken.append(items.pop(0))


def producer(numbers):
    for number in numbers:
        with condition:
            items.append(number)
            condition.notify()


consumers = [threading.Thread(target=consumer, args=(5,)) for _ in range(2)]
for thread in consumers:
    thread.start()
producer(range(10))
for thread in consumers:
    thread.join()
print(sorted(taken), items)

barrier = threading.Barrier(3, action=lambda: passed.append("all here"))
passed, places = [], []


def meet():
    places.append(barrier.wait(10))


meeting = [threading.Thread(target=meet) for _ in range(3)]
for thread in meeting:
    thread.start()
for thread in meeting:
    thread.join()
print(passed, sorted(places), barrier.broken)

semaphore = threading.BoundedSemaphore(2)
print([semaphore.acquire(blocking=False) for _ in range(3)])
semaphore.release(2)
try:
    semaphore.release()
except ValueError as error:
    print(error)
event = threading.Event()
print(event.wait(0.01), event.is_set())
threading.Thread(target=event.set).start()
print(event.wait(10), event.is_set())
