# SPDX-License-Identifier: MIT
# An attribute found on the class that has __get__ is asked for the value. One that also has __set__ (a data descriptor)
# wins over the instance's dictionary; one without loses to it. Methods, properties, slots: all are descriptors.


class Positive:
    def __set_name__(self, owner, name):        # called when the class is made
        self.name = "_" + name

    def __get__(self, instance, owner):
        if instance is None:                    # read from the class
            return self
        return getattr(instance, self.name)

    def __set__(self, instance, value):
        if value <= 0:
            raise ValueError(f"{self.name[1:]} must be positive, not {value}")
        setattr(instance, self.name, value)


class Computed:
    """No __set__: the value that it leaves in the instance's dictionary is found first from then on."""

    def __init__(self, function):
        self.function = function
        self.name = function.__name__

    def __get__(self, instance, owner):
        print("  computing", self.name)
        value = instance.__dict__[self.name] = self.function(instance)
        return value


class Box:
    width = Positive()
    height = Positive()

    def __init__(self, width, height):
        self.width, self.height = width, height

    @Computed
    def area(self):
        return self.width * self.height

    @property
    def is_square(self):
        return self.width == self.height


box = Box(3, 4)
print(box.area, box.area, box.is_square, vars(box))
try:
    box.width = -1
except ValueError as error:
    print(error)

# a function is a (non-data) descriptor: that is all there is to methods
def hello(self):
    return f"hello from {type(self).__name__}"

print(hello.__get__(box)(), type(hello.__get__(box)).__name__)
