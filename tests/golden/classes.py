class Shape:
    sides = 0

    def __init__(self, size):
        self.size = size

    def area(self):
        return self.size

    @property
    def name(self):
        return type(self).__name__


class Square(Shape):
    sides = 4

    def area(self):
        return super().area() ** 2


square = Square(3)
square.color = "red"
print(square.name, square.area(), square.sides)
del square.color
print(isinstance(square, Shape), square == square)
