# SPDX-License-Identifier: MIT
import dis
import sys


def target(*arguments, **keywords):
    return arguments, keywords


def profile(frame, event, argument):
    if event == "c_call" and argument is sorted:
        raise KeyError("profile")


def by_profile():
    sys.setprofile(profile)
    try:
        sorted([3, 1], key=None, reverse=True)
    except KeyError as error:
        return repr(error), target()
    finally:
        sys.setprofile(None)


def called():
    try:
        target(a=1, b=2, c=3, d=4, e=5)
    except KeyError:
        return target()


def trace(frame, event, argument):
    if frame.f_code is not called.__code__:
        return None
    frame.f_trace_opcodes = True
    if event == "opcode" and frame.f_lasti == before_call:
        raise KeyError("trace")
    return trace


def by_trace():
    sys.settrace(trace)
    try:
        return called()
    finally:
        sys.settrace(None)


print(by_profile())
for before_call in sorted(i.offset for i in dis.get_instructions(called) if i.opname in ("PRECALL", "CALL"))[:2]:
    print(by_trace())
