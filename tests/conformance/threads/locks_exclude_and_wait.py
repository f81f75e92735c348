import threading
import time

lock = threading.Lock()
inside = most = 0


def work():
    global inside, most
    for _ in range(20):
        with lock:
            inside += 1
            most = max(most, inside)
            time.sleep(0)
            inside -= 1


threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("at most", most, "inside")

lock.acquire()
start = time.monotonic()
print(lock.acquire(timeout=0.05), time.monotonic() - start >= 0.05, lock.acquire(blocking=False))
threading.Timer(0.02, lock.release).start()
print(lock.acquire(timeout=10))
lock.release()

rlock = threading.RLock()
with rlock, rlock:
    outcome = []

    def other():
        outcome.append(rlock.acquire(blocking=False))
        try:
            rlock.release()
        except RuntimeError as error:
            outcome.append(str(error))

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    print(outcome)
for wrong in ({"blocking": False, "timeout": 1}, {"timeout": -2}, {"timeout": 1e100}, {"timeout": float("nan")}):
    try:
        lock.acquire(**wrong)
    except (ValueError, OverflowError) as error:
        print(type(error).__name__, error)
try:
    lock.release()
except RuntimeError as error:
    print(error)
