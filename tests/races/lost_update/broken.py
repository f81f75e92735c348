# Two threads count; what one has added is lost when the other had read the counter before.
import threading

counter = 0


def step():
    return 1


def work():
    global counter
    for _ in range(50):
        counter += step()


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(counter)
