# SPDX-License-Identifier: MIT
# Calls of every kind: methods, inherited methods, super, properties, static and class methods, closures, keywords, stars.
import sys


class Shape:
    count = 0

    def __init__(self, size):
        self.size = size

    def area(self):
        return self.size * self.size

    def scaled(self, factor=2, *, offset=0):
        return self.size * factor + offset

    @property
    def double(self):
        return self.size * 2

    @classmethod
    def tally(cls):
        cls.count += 1
        return cls.count

    @staticmethod
    def clip(n):
        return n if n < 1000 else n - 1000


class Square(Shape):
    def area(self):
        return super().area() + 1

    def __call__(self, n):
        return n + self.size


class Deep(Square):
    def nothing(self):
        return 1


def add(a, b=1, *rest, c=3, **others):
    return a + b + c + len(rest) + len(others)


def adder(n):
    return lambda m: n + m


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def main(scale):
    shapes = [Shape(3), Square(4), Deep(5)]
    add_five, total, arguments = adder(5), 0, (1, 2, 3)
    for i in range(scale):
        shape = shapes[i % 3]
        total = Shape.clip(total + shape.area() + shape.double + shape.scaled(3) + shape.scaled(offset=i & 7))
        total += shape.tally() & 1
        total += add_five(i) & 3
        total += add(1) + add(1, 2) + add(*arguments) + add(1, c=2, d=i)
        shape.size = i % 10
        total += shapes[1](i) % 3 + shapes[2].nothing() + len(arguments) + max(i, 5) % 2
    print(total, Shape.count, Square.count, Deep.count, fibonacci(20 if scale < 50000 else 24))


main(int(sys.argv[1]) if len(sys.argv) > 1 else 620000)
