# minipy: --trace=line,attr --width=110
class Shape:
    kind = "shape"

    def __init__(self, side):
        self.side = side

    @property
    def area(self):
        return self.side ** 2

    def grown(self):
        return Shape(self.side + 1)


class Square(Shape):
    def __getattr__(self, name):
        return name


class Odd:
    def __getattribute__(self, name):
        return name


def counter():
    count = 0

    def inner():
        nonlocal count
        count = count + len("ab")
        return count
    return inner


s = Square(3)
s.side
s.area
s.kind
s.grown
s.missing
Square.kind
Square.__name__
Odd().any
super(Square, s).area
counter()()
