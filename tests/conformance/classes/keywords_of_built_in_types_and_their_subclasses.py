# SPDX-License-Identifier: MIT
import itertools
import random
import weakref

arguments = {
    list: (), tuple: (), set: (), frozenset: (), float: (), reversed: ([],), zip: (), map: (abs, []),
    filter: (None, []), type: (1,), super: (int,),
    ExceptionGroup: ("", [ValueError()]), BaseExceptionGroup: ("", [ValueError()]),
    weakref.ref: (int,), itertools.count: (), itertools.chain: (), random.Random.__base__: (), dict: (), OSError: (),
}


def show(name, action, *positional, **keywords):
    try:
        print(name, type(action(*positional, **keywords)).__mro__[-2].__name__)
    except TypeError as error:
        print(name, error)


def ignores(self, *positional, **keywords):
    return None


for base, positional in arguments.items():

    def make(cls, *positional, **keywords):
        return base.__new__(cls, *positional)

    def initialise(self, *positional, **keywords):
        base.__init__(self, *positional, **keywords)

    classes = {
        "exact": base,
        "subclass": type.__new__(type, "S", (base,), {}),
        "with __init__": type.__new__(type, "S", (base,), {"__init__": ignores}),
        "with __new__": type.__new__(type, "S", (base,), {"__new__": make}),
        "with both": type.__new__(type, "S", (base,), {"__init__": ignores, "__new__": make}),
        "with super().__init__": type.__new__(type, "S", (base,), {"__init__": initialise}),
    }
    for name, cls in classes.items():
        show(f"{base.__name__} {name}", cls, *positional, foo=1)
        if base not in (type, zip, map, filter, itertools.chain, OSError, BaseExceptionGroup, ExceptionGroup):
            show(f"{base.__name__} {name}, many", cls, *range(20))
    show(f"{base.__name__}.__new__", base.__new__, base, *positional, foo=1)
