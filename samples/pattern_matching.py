# SPDX-License-Identifier: MIT
# `match` tries patterns from top to bottom: they test the shape of a value and bind names to its parts.


class Point:
    __match_args__ = ("x", "y")         # what Point(a, b) means in a pattern

    def __init__(self, x, y):
        self.x, self.y = x, y


def describe(value):
    match value:
        case 0 | 1:                                     # literals and alternatives
            return "a bit"
        case int(n) if n < 0:                           # a class pattern with a guard
            return f"negative {-n}"
        case [x]:                                       # a sequence of length one
            return f"only {x}"
        case [first, *middle, last]:                    # longer ones
            return f"from {first} over {middle} to {last}"
        case {"name": str(name), **rest}:               # a mapping that has this key
            return f"named {name}, and {rest}"
        case Point(0, y=y):                             # attributes
            return f"on the y axis at {y}"
        case Point(x, y) as point:
            return f"{type(point).__name__} at {x},{y}"
        case "yes" | "no" as answer:
            return f"answer {answer}"
        case _:                                         # anything; binds nothing
            return f"something else: {value!r}"


for value in (1, -5, [7], (1, 2, 3, 4), {"name": "Ann", "age": 5}, Point(0, 3), Point(1, 2), "yes", "maybe", None):
    print(describe(value))


def calculate(expression):
    match expression:
        case int() | float():
            return expression
        case (left, "+", right):
            return calculate(left) + calculate(right)
        case (left, "*", right):
            return calculate(left) * calculate(right)


print(calculate(((1, "+", 2), "*", (3, "+", 4))))
