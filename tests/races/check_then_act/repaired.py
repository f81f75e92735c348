# Check and act belong under one lock.
import threading

cache = {}
computed = []
lock = threading.Lock()


def compute(key):
    computed.append(key)
    return key * key


def work():
    for key in range(5):
        with lock:
            if key not in cache:
                cache[key] = compute(key)


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(computed), "computed,", len(cache), "kept")
