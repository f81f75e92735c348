# Numbers of the C library are ints, whether it has them as macros or as enumerators.
import errno
import math
import posix
import signal
import sys
import time

for module in (signal, errno, math, posix, time):
    named = {name: item for name, item in vars(module).items() if name.isupper() and type(item) in (int, float)}
    kinds = {type(item).__name__ for item in named.values()}
    print(module.__name__, sorted(kinds))
print(signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF, signal.setitimer(signal.ITIMER_REAL, 0))
print(type(math.pi), type(math.inf), type(sys.maxsize))
