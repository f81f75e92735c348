# Each thread has a lock of its own: nobody keeps the other one out.
import threading

total = 0


def read():
    return total


def step():
    return 1


def work():
    global total
    lock = threading.Lock()
    for _ in range(10):
        with lock:
            total = read() + step()


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total)
