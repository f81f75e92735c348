def f():
    f.__code__ = other.__code__
    return "the old code runs to its end"


def other():
    return "the new code"


print(f())
print(f())
