# A lock that spins: to look and to take are two steps, so two may find it free.
import threading
import time

owners = []
most_owners = 0


def work(name):
    global most_owners
    while len(owners) > 0:
        pass
    owners.append(name)
    time.sleep(0.001)
    most_owners = max(most_owners, len(owners))
    owners.remove(name)


threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("at once:", most_owners)
