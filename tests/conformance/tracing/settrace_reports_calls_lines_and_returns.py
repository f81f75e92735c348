import sys


def show(frame, event, argument):
    code = frame.f_code
    print(event, code.co_name, frame.f_lineno - code.co_firstlineno, argument)
    return show


def inner(x):
    y = x * 2
    return y


def outer(a, b=3):
    total = 0
    for number in range(2):
        total += inner(number)
        if number:
            continue
    while total < 4: total += 1
    return (
        total +
        a
    )


class Body:
    attribute = 1

    def method(self):
        return [item
                for item in (1, 2)]


sys.settrace(show)
outer(1)
Body().method()


class Traced:
    x = 1
    y = x + 1


sys.settrace(None)
outer(2)
print(sys.gettrace())
