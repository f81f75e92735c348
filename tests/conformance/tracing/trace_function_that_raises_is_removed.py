import sys


def work():
    a = 1
    b = 2
    return a + b


def failing_at(wanted):
    def trace(frame, event, argument):
        if event == wanted:
            raise RuntimeError(f"in {event}")
        return trace
    return trace


def depth_of(traceback):
    names = []
    while traceback is not None:
        names.append((traceback.tb_frame.f_code.co_name, traceback.tb_lineno))
        traceback = traceback.tb_next
    return names


for event in ("call", "line", "return", "opcode"):
    sys.settrace(failing_at(event))
    try:
        print(work())
    except RuntimeError as error:
        print(event, error, depth_of(error.__traceback__), error.__context__)
    print(sys.gettrace() is None)
    sys.settrace(None)


def fails():
    raise ValueError("original")


sys.settrace(failing_at("exception"))
try:
    fails()
except Exception as error:
    print(repr(error), error.__context__, depth_of(error.__traceback__))
print(sys.gettrace())
