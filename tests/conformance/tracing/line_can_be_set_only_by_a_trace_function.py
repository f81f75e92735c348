import sys
def tryset(f, v, w):
    try:
        if v is None: del f.f_lineno
        else: f.f_lineno = v
        print(w, "ok")
    except Exception as e:
        print(w, type(e).__name__, e)
tryset(sys._getframe(), 3, "outside")
tryset(sys._getframe(), "x", "str")
tryset(sys._getframe(), None, "del")
def tr(frame, event, arg):
    tryset(frame, 100000, event)
    tryset(frame, 1, event)
    frame.f_trace_opcodes = True
    return tr
def work():
    x = 1
    try:
        1/0
    except ZeroDivisionError: pass
    return x
def g():
    yield 1
sys.settrace(tr)
work()
next(g())
sys.settrace(None)


def in_another_frame(frame, event, arg):
    if event == "line":
        tryset(sys._getframe(2), 3, "caller")
        tryset(sys._getframe(0), 3, "itself")
    return in_another_frame
sys.settrace(in_another_frame)
work()
sys.settrace(None)
