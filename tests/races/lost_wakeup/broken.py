# The signal comes between looking and waiting; nobody hears it.
import threading

condition = threading.Condition()
ready = False


def is_ready():
    return ready


def consumer():
    if not is_ready():
        with condition:
            condition.wait()
    print("consumed")


def producer():
    global ready
    ready = True
    with condition:
        condition.notify()


threads = [threading.Thread(target=consumer), threading.Thread(target=producer)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
