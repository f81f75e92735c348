# SPDX-License-Identifier: MIT
# A name is a reference. `is` compares references, == compares values. Each object counts the references to it and dies
# when the last one goes. (getrefcount() reports one more: its own argument.)
# Try: minipy --trace samples/identity_and_reference_counts.py
import sys


class Thing:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("  freed:", self.name)


a = Thing("a")
b = a                                   # a second reference, not a second object
print(a is b, sys.getrefcount(a))
shelf = [a, a]
print(sys.getrefcount(a))
shelf.clear()
print(sys.getrefcount(a))
del a
print("one name is gone, the object is not")
del b                                   # the last reference: freed at once, here


def local():
    inside = Thing("local variable")
    print("returning")


local()
Thing("never stored")
keep = [Thing("in a list"), Thing("also in the list")]
keep[0] = None
print("replaced one")
keep = None

# equal is not identical; small integers exist once, others are made anew
x, y = [1], [1]
print(x == y, x is y)
small, large = int("200"), int("2000")
print(small is int("200"), large is int("2000"))

# a shared list is seen through all its names
rows = [[0]] * 2
rows[0].append(1)
print(rows)
