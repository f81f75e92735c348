# SPDX-License-Identifier: MIT
def show(error, depth=0):
    print(" " * depth, type(error).__name__, error.args[0], getattr(error, "__notes__", None))
    for inner in getattr(error, "exceptions", ()):
        show(inner, depth + 1)


try:
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError as error:
        error.add_note("seen")
        raise
except BaseException as error:
    show(error)
