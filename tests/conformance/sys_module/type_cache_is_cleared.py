# SPDX-License-Identifier: MIT
# What was found in classes may be forgotten at any time: it is found again.
import sys


class Base:
    colour = "red"

    def name(self):
        return type(self).__name__


class Derived(Base):
    pass


item = Derived()
print(item.colour, item.name(), sys._clear_type_cache())
print(item.colour, item.name())
Base.colour = "blue"
sys._clear_type_cache()
print(item.colour, Derived.colour)
del Base.colour
sys._clear_type_cache()
try:
    print(item.colour)
except AttributeError as error:
    print(error)


class Clears(dict):
    def __getitem__(self, key):
        sys._clear_type_cache()
        return key.upper()


print("%(a)s %(b)s" % Clears(), [Clears()["c"] for _ in range(3)])
try:
    sys._clear_type_cache(1)
except TypeError as error:
    print(error)
