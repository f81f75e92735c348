from math import pi as found

total = 0


def outer(first, *rest, key=None, **options):
    global total
    count = 0

    def inner():
        nonlocal count
        count += 1
        return lambda: count + first + total

    total = [inner for first in rest if (last := first)]
    return {name: options for name in key}


class Shape:
    sides: int = 0
    __private = found

    def area(self):
        return super().area() * self.sides

    def __eq__(self, other):
        return __class__ is other
