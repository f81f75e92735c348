# SPDX-License-Identifier: MIT
# A condition: wait until something holds. wait() gives the lock up while it waits, and has it again when it returns.
import threading

condition = threading.Condition()
plates = []
log = []


def guest(name):
    with condition:
        while not plates:  # `while`: another guest may have been quicker
            condition.wait()
        log.append((name, plates.pop(0)))


def cook():
    for dish in ("soup", "rice", "cake"):
        with condition:
            plates.append(dish)
            condition.notify()


threads = [threading.Thread(target=guest, args=(name,)) for name in ("Ada", "Ben", "Cem")] + [threading.Thread(target=cook)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("served:", sorted(dish for _, dish in log), "to", sorted(name for name, _ in log))
print("left:", plates)
