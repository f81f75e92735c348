import sys


def show(frame, event, argument):
    print(event, frame.f_code.co_name, frame.f_lineno)
    return show


def callee():
    return 1


def begins():
    sys.settrace(show)
    callee()
    x = 1
    return x


def begins_here():
    sys.settrace(show)
    sys._getframe().f_trace = show
    for i in range(2):
        callee()
    sys.settrace(None)
    for i in range(2):
        callee()


def through_native():
    list(map(lambda item: begins(), [1]))
    callee()
    sys.settrace(None)


begins()
callee()
sys.settrace(None)
begins_here()
through_native()
for _ in range(300):
    sys.settrace(lambda *arguments: None)
    sys.settrace(None)
print(sys.gettrace())


def caller():
    def set_for_caller():
        sys.settrace(show)
        sys._getframe(1).f_trace = show
    set_for_caller()
    a = 1
    b = 2
    sys.settrace(None)


caller()
