# SPDX-License-Identifier: MIT
# A trace function sets f_lineno to the line of a generator's `def`, while its loop has something on the value stack.
# CPython makes a second generator in the frame of the first and crashes; here that line cannot be jumped to.
import sys


def numbers():
    for number in (1, 2):
        yield number


def trace(frame, event, argument):
    if frame.f_code is not numbers.__code__:
        return None
    if event == "line" and frame.f_lineno == numbers.__code__.co_firstlineno + 2:
        try:
            frame.f_lineno = numbers.__code__.co_firstlineno
        except ValueError as error:
            print(error)
    return trace


sys.settrace(trace)
print(list(numbers()))
