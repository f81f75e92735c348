import sys
import threading


def fail():
    ready.wait()
    1 / 0


stream = sys.stderr
for moment in ("before", "after"):
    ready = threading.Event()
    if moment == "before":
        sys.stderr = None
    thread = threading.Thread(target=fail)
    thread.start()
    sys.stderr = None
    threading.excepthook, hook = (lambda arguments: print(arguments.exc_type)), threading.excepthook
    if moment == "before":
        threading.excepthook = hook
    ready.set()
    thread.join()
    threading.excepthook, sys.stderr = hook, stream
    print(moment, thread.is_alive())
