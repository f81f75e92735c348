import sys


def change(frame, event, argument):
    if event == "line" and "x" in frame.f_locals:
        frame.f_locals["x"] += 10
    return change


def work():
    x = 1
    y = x
    cell = 5
    def inner():
        return cell
    return x, y, inner()


sys.settrace(change)
print(work())
sys.settrace(None)


def same():
    first = locals()
    z = 1
    before = dict(first)
    second = locals()
    return first is second, sorted(before), sorted(first), sys._getframe().f_locals is first


print(same())


def unbound():
    value = 1
    names = locals()
    del value
    locals()
    return "value" in names


print(unbound())
