# acquire() without waiting looks and takes in one step. Who spins uses up its turn, and then the others get theirs.
import threading
import time

lock = threading.Lock()
owners = []
most_owners = 0


def work(name):
    global most_owners
    while not lock.acquire(blocking=False):
        pass
    owners.append(name)
    time.sleep(0.001)
    most_owners = max(most_owners, len(owners))
    owners.remove(name)
    lock.release()


threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("at once:", most_owners)
