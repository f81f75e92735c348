# SPDX-License-Identifier: MIT
# A trace function jumps out of a for loop into the middle of an expression. The iterator that lies on the stack serves CPython as
# whatever the expression has begun to build: a SystemError, another error, or a crash. minipy knows the types that are
# expected there, and refuses.
import sys


def run(function, source, target, *arguments):
    first = function.__code__.co_firstlineno

    def trace(frame, event, argument):
        nonlocal source
        if event == "line" and frame.f_lineno == first + source:
            source = -1
            frame.f_lineno = first + target
        return trace

    sys.settrace(trace)
    try:
        function(*arguments)
        print(function.__name__, "ends")
    except BaseException as error:
        print(function.__name__, type(error).__name__)
    finally:
        sys.settrace(None)


def dict_display(d):
    for i in [1]:
        i = 2
    return {**d,
            **d}


def set_display(s):
    for i in [1]:
        i = 2
    return {*s,
            *s}


def text(a):
    for i in [1]:
        i = 2
    return f"""{a}
{a}{a
}"""


def into_a_call(a):
    for i in [1]:
        i = 2
    return print(
        a,
        a)


run(dict_display, 2, 4, {1: 2})
run(set_display, 2, 4, {1})
run(text, 2, 4, 1)
run(into_a_call, 2, 5, 1)
