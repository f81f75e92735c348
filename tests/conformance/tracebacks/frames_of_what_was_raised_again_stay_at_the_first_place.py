# SPDX-License-Identifier: MIT
import sys


def nested():
    try:
        raise KeyError
    except KeyError as error:
        raise


def generator():
    try:
        yield
    except BaseException as error:
        pass
        raise


def delegating():
    try:
        yield from generator()
    except BaseException as error:
        raise


def inside_with():
    with open("/dev/null"):
        yield


def ends():
    try:
        raise ValueError
    finally:
        pass


for make in (generator, delegating, inside_with):
    iterator = make()
    next(iterator)
    frame = iterator.gi_frame
    try:
        iterator.close()
    except BaseException as error:
        print(type(error).__name__)
    print(make.__name__, frame.f_lineno - make.__code__.co_firstlineno, frame.f_lasti)
for function in (nested, ends):
    try:
        function()
    except Exception as error:
        entry = error.__traceback__.tb_next
        first = function.__code__.co_firstlineno
        print(function.__name__, type(error).__name__, entry.tb_lineno - first, entry.tb_lasti, entry.tb_frame.f_lineno - first, entry.tb_frame.f_lasti)
