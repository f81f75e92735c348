# list() makes a copy in one step.
import threading

scores = {name: 0 for name in "abc"}
errors = []


def read():
    try:
        for name in list(scores):
            str(name)
    except RuntimeError as error:
        errors.append(str(error))


def write():
    scores["d"] = 1


threads = [threading.Thread(target=read), threading.Thread(target=write)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("errors:", errors)
