# SPDX-License-Identifier: MIT
# While __bases__ is assigned, a metaclass's mro() runs: an attribute looked up there must not be remembered for longer
# than the base that it came from keeps it.


class Meta(type):
    def mro(cls):
        if hook:
            hook.pop()()
        return type.mro(cls)


class Value:
    def __init__(self, number):
        self.number = number


hook = []
kept = []


class Old:
    pass


class New:
    found = Value(1)

    def method(self):
        return "old method"


class Child(Old):
    pass


class Grandchild(Child, metaclass=Meta):
    pass


def change():
    for _ in range(100):
        Child.found, Child().method()
    New.found = Value(2)
    New.method = lambda self: "new method"
    kept.extend(Value(index) for index in range(100, 200))


hook.append(change)
Child.__bases__ = (New,)
print(Child.found.number, Grandchild.found.number, Child().found.number, Grandchild().method(), Child().method())
New.found = Value(3)
print(Child.found.number, Grandchild.found.number)
