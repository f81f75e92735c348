import sys


def show(frame, event, argument):
    print(event, frame.f_lineno, frame.f_lasti if event == "opcode" else "-")
    return show


def opcodes(frame, event, argument):
    frame.f_trace_opcodes = True
    frame.f_trace_lines = False
    return show(frame, event, argument)


def work(x):
    y = x + 1
    if y:
        y = -y
    return y


sys.settrace(opcodes)
work(1)
sys.settrace(None)


def only_call(frame, event, argument):
    print("only", event)


sys.settrace(only_call)
work(2)
sys.settrace(None)
