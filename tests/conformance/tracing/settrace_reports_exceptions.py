import sys


def show(frame, event, argument):
    if event == "exception":
        kind, value, traceback = argument
        depth = 0
        while traceback is not None:
            depth, traceback = depth + 1, traceback.tb_next
        argument = (kind.__name__, str(value), depth)
    print(event, frame.f_code.co_name, frame.f_lineno, argument)
    return show


def fails():
    raise ValueError("no")


def passes_on():
    try:
        fails()
    finally:
        print("on the way")


def handles():
    try:
        passes_on()
    except ValueError as error:
        print("handled", error)
        try:
            raise
        except ValueError:
            pass
    try:
        {}["k"]
    except KeyError:
        pass
    with Manager():
        1 / 0
    return "done"


class Manager:
    def __enter__(self):
        return "entered"

    def __exit__(self, *details):
        return True


sys.settrace(show)
handles()
try:
    fails()
except ValueError:
    pass
sys.settrace(None)
