# The byte of a signal that finds the pipe full, or closed, is reported when the handlers have run.
import os
import signal
import sys


def report(unraisable):
    print(type(unraisable.exc_value).__name__, unraisable.exc_value, "|", unraisable.err_msg, unraisable.object)


sys.unraisablehook = report
sys.stderr = sys.stdout
signal.signal(signal.SIGUSR1, lambda number, frame: print("handler", number))
reading, writing = os.pipe()
os.set_blocking(writing, False)
print(signal.set_wakeup_fd(writing) == -1)
signal.raise_signal(signal.SIGUSR1)
print(os.read(reading, 10) == bytes([signal.SIGUSR1]))
try:
    while True:
        os.write(writing, b"x" * 4096)
except BlockingIOError:
    pass
try:
    while True:
        os.write(writing, b"x")
except BlockingIOError:
    print("full")
signal.raise_signal(signal.SIGUSR1)
print(signal.set_wakeup_fd(writing, warn_on_full_buffer=False) == writing)
signal.raise_signal(signal.SIGUSR1)
print(signal.set_wakeup_fd(writing, warn_on_full_buffer=True) == writing)
signal.raise_signal(signal.SIGUSR1)
os.close(writing)
signal.raise_signal(signal.SIGUSR1)
print(signal.set_wakeup_fd(-1) == writing)
