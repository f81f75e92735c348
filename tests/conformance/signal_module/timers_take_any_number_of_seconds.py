# Seconds are an int or a float, and what is more than nothing does not switch a timer off.
import signal

signal.signal(signal.SIGALRM, lambda number, frame: print("rings"))
for arguments in (("x",), (None,), (1, "x"), (1, None), (float("nan"),), (2 ** 70,), (1e300,), (-1,)):
    try:
        print(arguments, signal.setitimer(signal.ITIMER_REAL, *arguments))
    except (TypeError, ValueError, OverflowError, OSError) as error:
        print(arguments, type(error).__name__, error)
signal.setitimer(signal.ITIMER_REAL, 0)
signal.setitimer(signal.ITIMER_REAL, 1e-9)
while signal.getitimer(signal.ITIMER_REAL)[0] > 0:
    pass
print(signal.getitimer(signal.ITIMER_REAL))
