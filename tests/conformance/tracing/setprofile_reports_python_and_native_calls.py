import sys


def show(frame, event, argument):
    name = getattr(argument, "__qualname__", argument)
    print(event, frame.f_code.co_name, name)


def work(items):
    items.append(len(items))
    try:
        [].pop()
        int("x")
    except (ValueError, IndexError):
        pass
    sorted(items, key=lambda item: -item)
    print(*[1], sep="")
    list(items)
    return abs(-1)


def generate():
    yield 1
    yield 2


sys.setprofile(show)
work([1])
list(generate())
sys.setprofile(None)
work([])
print(sys.getprofile())


def failing(frame, event, argument):
    if event == "c_call" and argument is abs:
        raise RuntimeError("no abs")


sys.setprofile(failing)
try:
    work([])
except RuntimeError as error:
    print(error, sys.getprofile())
sys.setprofile(None)
