# SPDX-License-Identifier: MIT
# Without __slots__ an instance keeps its attributes in a dictionary; with it they sit at fixed places in the object,
# and each slot's name becomes a descriptor on the class that knows the place.


class Free:
    pass


class Fixed:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


free, fixed = Free(), Fixed(1, 2)
free.anything = "goes"
print(vars(free), fixed.x + fixed.y, hasattr(fixed, "__dict__"))

try:
    fixed.z = 3
except AttributeError as error:
    print(error)

print(type(Fixed.x).__name__, Fixed.x.__get__(fixed))       # the descriptor
Fixed.x.__set__(fixed, 10)
print(fixed.x)

del fixed.y                             # an empty slot is not None: reading it is an error
try:
    fixed.y
except AttributeError as error:
    print(error)


class Extended(Fixed):                  # a subclass without __slots__ has a dictionary again
    pass


extended = Extended(1, 2)
extended.z = 3
print(extended.x, vars(extended))

try:
    class Clash:
        __slots__ = ("size",)
        size = 5                        # the class attribute would hide the slot
except ValueError as error:
    print(error)
