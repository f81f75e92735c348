# SPDX-License-Identifier: MIT
# The dict of a class can be got at (a mappingproxy hands it to what it is compared with): changes count for classes
# below built-in ones, too. CPython reads what was freed.


class Thief:
    def __eq__(self, other):
        self.stolen = other
        return True


def namespace(cls):
    thief = Thief()
    cls.__dict__ == thief
    return thief.stolen


class Item:
    pass


class Meta(type):
    found = Item()

    def method(cls):
        return "method"


class Number(int):
    found = Item()


class Thing(metaclass=Meta):
    pass


for _ in range(50):
    Thing.found, Thing.method(), Number().found, Number.found
for cls in Meta, Number:
    stolen = namespace(cls)
    del stolen["found"]
    stolen["method"] = lambda self: "another"
for read in lambda: Thing.found, lambda: Thing.method(), lambda: Number().found, lambda: Number(3).method():
    try:
        print(read())
    except AttributeError as error:
        print(error)
