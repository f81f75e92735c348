def check(value):
    if value < 0:
        raise ValueError("negative") from None
    return 10 // value


def guarded(value):
    try:
        return check(value)
    except ZeroDivisionError as error:
        raise RuntimeError("no result") from error
    finally:
        print("checked", value)


for value in (5, 0, -1):
    try:
        print(guarded(value))
    except (RuntimeError, ValueError) as error:
        print(type(error).__name__, error)
sorted([1, 2], key=lambda item: check(item - 2))
