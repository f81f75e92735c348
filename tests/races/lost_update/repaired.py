# The lock makes reading, adding and writing one step.
import threading

counter = 0
lock = threading.Lock()


def step():
    return 1


def work():
    global counter
    for _ in range(50):
        with lock:
            counter += step()


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(counter)
