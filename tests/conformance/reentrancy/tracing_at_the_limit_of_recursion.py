# CPython's Lib/test/crashers/trace_at_recursion_limit: a trace function that is called where no call fits any more.
import sys


def trace(frame, event, argument):
    return trace


def deep(count):
    return deep(count + 1)


for _ in range(3):
    sys.settrace(trace)
    try:
        deep(0)
    except RecursionError:
        sys.settrace(None)
        print("RecursionError")


class Recurses:
    def __eq__(self, other):
        return self == other


sys.setprofile(lambda *arguments: None)
try:
    Recurses() == 1
except RecursionError:
    pass
sys.setprofile(None)
print("end")
