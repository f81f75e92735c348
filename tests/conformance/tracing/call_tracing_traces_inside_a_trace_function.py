import sys

depth = 0


def show(frame, event, argument):
    global depth
    print(" " * depth, event, frame.f_code.co_name)
    if event == "line" and depth == 0:
        depth += 1
        print(sys.call_tracing(helper, (2,)))
        depth -= 1
    return show


def helper(x):
    return x * 2


def work():
    return 1


sys.settrace(show)
work()
sys.settrace(None)
try:
    sys.call_tracing(helper, [1])
except TypeError as error:
    print(error)
