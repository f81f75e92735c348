import threading
import time


def numbers():
    for number in range(3):
        time.sleep(0.02)
        yield number


generator = numbers()
begun = threading.Event()
outcomes = []


def first():
    begun.set()
    outcomes.append(next(generator))


thread = threading.Thread(target=first)
thread.start()
begun.wait(10)
try:
    while not outcomes:
        next(generator)
    print("too late to see it")
except ValueError as error:
    print(error)
thread.join()

shared, table = [], {}


def work(name):
    for number in range(200):
        shared.append((name, number))
        table[name, number] = number
        sum(value for value in list(table.values()))


threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(shared), len(table))
print(all([number for name, number in shared if name == wanted] == list(range(200)) for wanted in "abc"))
