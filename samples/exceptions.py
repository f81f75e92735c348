# SPDX-License-Identifier: MIT
# An exception unwinds the frames until a handler matches. One that is raised while another is being handled
# remembers it (__context__); `raise … from` states a cause (__cause__). `finally` runs on every way out.


def read(settings, key):
    try:
        return settings[key]
    except KeyError as missing:
        raise LookupError(f"no setting {key!r}") from missing


def careful(action):
    try:
        result = action()
    except (ZeroDivisionError, LookupError) as error:
        return f"{type(error).__name__}: {error} (cause: {error.__cause__!r}, context: {error.__context__!r})"
    else:
        return f"fine: {result}"        # only when nothing was raised
    finally:
        print("finally", end="; ")      # always


print(careful(lambda: 1))
print(careful(lambda: 1 / 0))
print(careful(lambda: read({}, "colour")))


def cleanup_fails():
    try:
        raise ValueError("first")
    finally:
        raise TypeError("second")       # replaces the first, which becomes its context


try:
    cleanup_fails()
except TypeError as error:
    print(repr(error), "while handling", repr(error.__context__))

# several at once: each `except*` takes its part of the group
try:
    raise ExceptionGroup("batch", [ValueError("a"), KeyError("b"), ValueError("c")])
except* ValueError as group:
    print("values:", group.exceptions)
except* KeyError as group:
    print("keys:", group.exceptions)

# the traceback is a chain of frames
try:
    read({}, "x")
except LookupError as error:
    traceback = error.__traceback__
    while traceback:
        print(traceback.tb_frame.f_code.co_name, "line", traceback.tb_lineno)
        traceback = traceback.tb_next
