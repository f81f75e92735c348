import sys


def make(x):
    return sys._getframe()


frame = make([1, 2])
print(frame.f_locals, frame.f_back is sys._getframe())
frame.clear()
print(frame.f_locals)
