# `while` looks again after each wait.
import threading

condition = threading.Condition()
items = []
errors = []


def consumer():
    with condition:
        while not items:
            condition.wait()
        try:
            items.pop()
        except IndexError as error:
            errors.append(str(error))


def producer():
    for item in range(2):
        with condition:
            items.append(item)
            condition.notify_all()


threads = [threading.Thread(target=consumer) for _ in range(2)] + [threading.Thread(target=producer)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("errors:", errors)
