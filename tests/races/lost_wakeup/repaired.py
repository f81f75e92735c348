# Looking and waiting under the lock that the producer needs, too.
import threading

condition = threading.Condition()
ready = False


def is_ready():
    return ready


def consumer():
    with condition:
        while not is_ready():
            condition.wait()
    print("consumed")


def producer():
    global ready
    with condition:
        ready = True
        condition.notify()


threads = [threading.Thread(target=consumer), threading.Thread(target=producer)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
