import sys


def show(frame, event, argument):
    if event == "exception":
        argument = argument[0].__name__
    if type(argument).__name__ == "Countdown":
        argument = "itself"
    print(event, frame.f_code.co_name, frame.f_lineno, argument)
    return show


def numbers():
    received = yield 1
    print("received", received)
    try:
        yield 2
    except KeyError:
        yield 3
    return 4


def delegates():
    result = yield from numbers()
    return result


async def waits(value):
    return value


async def main():
    first = await waits(1)
    second = await waits(2)
    return first + second


sys.settrace(show)
generator = delegates()
print(next(generator))
print(generator.send("x"))
print(generator.throw(KeyError("k")))
try:
    next(generator)
except StopIteration as stop:
    print("stopped", stop.value)
total = sum(n * n for n in (1, 2))
closed = numbers()
next(closed)
closed.close()
coroutine = main()
try:
    coroutine.send(None)
except StopIteration as stop:
    print(stop.value)
sys.settrace(None)


class Countdown:
    def __init__(self, start):
        self.left = start

    def __iter__(self):
        return self

    def __next__(self):
        if self.left == 0:
            raise StopIteration
        self.left -= 1
        return self.left


def loops():
    for item in Countdown(1):
        print(item)
    for item in [1]:
        print(item)
    for item in (n for n in [2]):
        print(item)


sys.settrace(show)
loops()
sys.settrace(None)
