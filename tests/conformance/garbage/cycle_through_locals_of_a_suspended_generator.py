# SPDX-License-Identifier: MIT
"""What locals() has given inside a generator belongs to its frame: a cycle through it is found."""
import gc
import weakref


def counting():
    names = locals()
    del names
    yield 1


for resume in (False, True):
    generator = counting()
    next(generator)
    generator.gi_frame.f_locals["itself"] = generator
    alive = weakref.ref(generator)
    if resume:
        list(generator)
    del generator
    gc.collect()
    print(resume, alive())


def failing():
    local = [failing]
    raise ValueError(local)


try:
    failing()
except ValueError as error:
    frame = error.__traceback__.tb_next.tb_frame
frame.f_locals["frame"] = frame
print(sorted(frame.f_locals), frame.f_code.co_name, frame.f_back is None)
frame.clear()
print(sorted(frame.f_locals))


class Value:
    pass


def keeping():
    value = Value()
    value.frame = __import__("sys")._getframe()
    return weakref.ref(value)


alive = keeping()
gc.collect()
print(alive())
