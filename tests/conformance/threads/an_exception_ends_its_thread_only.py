import _thread
import sys
import threading


def fails():
    raise ValueError("in a thread")


def leaves():
    sys.exit("quietly")


seen = []
threading.excepthook = lambda arguments: seen.append(
    (arguments.exc_type.__name__, str(arguments.exc_value), arguments.thread.name, arguments.exc_traceback is not None))
for target in fails, leaves:
    thread = threading.Thread(target=target, name=target.__name__)
    thread.start()
    thread.join()
print(seen)

done = threading.Event()
unraisable = []


def note(arguments):
    unraisable.append((arguments.exc_type.__name__, str(arguments.exc_value), arguments.err_msg, arguments.object is fails))
    done.set()


sys.unraisablehook = note
_thread.start_new_thread(fails, ())
done.wait(10)
print(unraisable)

for wrong in (None, (1,), {"exc_type": ValueError}):
    try:
        threading.__excepthook__(wrong)
    except TypeError as error:
        print(error)
