# SPDX-License-Identifier: MIT
import types


class Base:
    pass


class Meta1(type, Base):
    pass


class Meta2(Base, type):
    pass


class D(metaclass=Meta1):
    pass


class E(metaclass=Meta2):
    pass


class Module(types.ModuleType, Base):
    pass


class Failing(Base, Exception):
    pass


descriptor = Base.__dict__["__dict__"]
for item in D, E, Module("m"), Failing():
    for act in (
        lambda: setattr(item, "__dict__", {}),
        lambda: delattr(item, "__dict__"),
        lambda: descriptor.__set__(item, {}),
        lambda: descriptor.__delete__(item),
        lambda: type(descriptor.__get__(item)).__name__,
    ):
        try:
            print(act())
        except Exception as error:
            print(type(error).__name__, error)
