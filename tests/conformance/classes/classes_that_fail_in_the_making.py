# SPDX-License-Identifier: MIT
import gc


class Refuses(type):
    def mro(cls):
        raise ValueError(cls.__name__)


class Foreign(type):
    def mro(cls):
        return [cls, int]


class Told:
    def __set_name__(self, owner, name):
        raise KeyError(name)


class Parent:
    def __init_subclass__(cls):
        raise LookupError(cls.__name__)


WAYS = {
    "documentation": lambda: type("Documented", (), {"__doc__": "\ud800"}),
    "slots": lambda: type("Slotted", (), {"__slots__": ("a", "a b")}),
    "layouts": lambda: type("Both", (int, str), {}),
    "order": lambda: type("Ordered", (object, int), {}),
    "twice": lambda: type("Twice", (Parent, Parent), {}),
    "mro": lambda: Refuses("Refused", (), {}),
    "foreign mro": lambda: Foreign("Mixed", (), {}),
    "cell": lambda: type("Celled", (), {"__classcell__": 1}),
    "set_name": lambda: type("Named", (), {"attribute": Told()}),
    "init_subclass": lambda: type("Child", (Parent,), {}),
}
for attempt in range(3):
    for what, make in WAYS.items():
        try:
            print(what, make())
        except Exception as error:
            print(what, type(error).__name__, ascii(str(error)), type(error.__cause__).__name__)
    gc.collect()
print([cls for cls in type.__subclasses__(type) if cls.__module__ == __name__])
