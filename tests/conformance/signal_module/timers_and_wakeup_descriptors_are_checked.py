import os
import signal


def outcome(function, *arguments):
    try:
        return function(*arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print(outcome(signal.set_wakeup_fd, 10**6), outcome(signal.set_wakeup_fd, -1))
reading, writing = os.pipe()
print(outcome(signal.set_wakeup_fd, writing).replace(str(writing), "N"))
os.set_blocking(writing, False) if hasattr(os, "set_blocking") else None
for arguments in ((99, 1), (0, -1), (0, float("nan")), (0, 1e300)):
    print(outcome(signal.setitimer, *arguments))
print(signal.ItimerError.__mro__[1], signal.ItimerError.__module__, outcome(signal.getitimer, 99))


class Handler:
    def __call__(self, number, frame):
        print("called", number)

    def __del__(self, print=print):
        print("handler dies")


signal.signal(signal.SIGUSR1, Handler())
signal.raise_signal(signal.SIGUSR1)
signal.signal(signal.SIGUSR1, signal.SIG_IGN)
signal.signal(signal.SIGUSR2, Handler())
print("end")
