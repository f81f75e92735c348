# One lock for the one variable.
import threading

total = 0
lock = threading.Lock()


def read():
    return total


def step():
    return 1


def work():
    global total
    for _ in range(10):
        with lock:
            total = read() + step()


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total)
