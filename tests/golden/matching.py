class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


def kind(subject):
    match subject:
        case Point(0, y):
            return f"on the axis at {y}"
        case [first, *_] if first:
            return first
        case {"key": value, **rest}:
            return value, rest
        case str() | None:
            return "text"
    return "other"


for subject in (Point(0, 2), [3, 4], {"key": 1, "more": 2}, None):
    print(kind(subject))


class Manager:
    def __enter__(self):
        return "inside"

    def __exit__(self, kind, error, traceback):
        return kind is ZeroDivisionError


with Manager() as value, Manager():
    1 / 0
