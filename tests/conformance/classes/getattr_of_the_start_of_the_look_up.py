# SPDX-License-Identifier: MIT
class Installs:
    def __getattribute__(self, name):
        Installs.__getattr__ = lambda self, name: "installed"
        raise AttributeError(name)


class Removes:
    def __getattribute__(self, name):
        if "__getattr__" in Removes.__dict__:
            del Removes.__getattr__
        raise AttributeError(name)

    def __getattr__(self, name):
        return "removed"


class Replaces:
    def __getattr__(self, name):
        return "old"

    @property
    def value(self):
        Replaces.__getattr__ = lambda self, name: "new"
        raise AttributeError("value")


class Forgets:
    def __getattr__(self, name):
        return "forgotten"

    @property
    def value(self):
        del Forgets.__getattr__
        raise AttributeError("value")


for cls in Installs, Removes, Replaces, Forgets:
    for _ in range(2):
        try:
            print(cls.__name__, cls().value)
        except AttributeError as error:
            print(cls.__name__, "AttributeError", error)
