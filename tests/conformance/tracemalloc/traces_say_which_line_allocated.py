# SPDX-License-Identifier: MIT
import sys
import tracemalloc


def where(thing):
    traceback = tracemalloc.get_object_traceback(thing)
    return traceback and [frame.lineno for frame in traceback]


before = {1, 2, 3}
tracemalloc.start(4)
here = sys._getframe().f_lineno


def make(kind):
    return kind()


def inside():
    return make(bytearray)


things = {
    "set": {1, 2},
    "int": here + 10**6,
    "str": "x" * here,
    "bytes": b"x" * here,
    "instance": type("A", (), {"__slots__": ()})(),
    "function": lambda: here,
    "called": make(set),
    "deeper": inside(),
}
for name, thing in things.items():
    print(name, [line - here for line in where(thing)])
print("before:", where(before), " shared:", where(7), " none:", where(None))
generator = (n for n in "ab")
print("generator:", [line - here for line in where(generator)])
closure = (lambda x: lambda: x)({1}).__closure__[0]
print("cell:", [line - here for line in where(closure)])
tracemalloc.stop()
print("stopped:", where(things["set"]))
