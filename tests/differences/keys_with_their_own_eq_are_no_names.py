# SPDX-License-Identifier: MIT
# A look-up by name (an attribute, a global, a keyword) runs no Python code in minipy: what reads names need not expect that
# everything has changed. CPython asks keys that are no strings, and have the name's hash by chance, for their __eq__.
class Key:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return hash(self.name)

    def __eq__(self, other):
        print("asked")
        return self.name == other


class A:
    pass


a = A()
a.__dict__[Key("x")] = "found"
print(a.__dict__["x"])
print(getattr(a, "x", "no attribute"))
