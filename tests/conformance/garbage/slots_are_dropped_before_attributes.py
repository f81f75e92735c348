# SPDX-License-Identifier: MIT
import gc


class Tells:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("dies:", self.name)


class Base:
    __slots__ = ("b1", "b2")


class Derived(Base):
    __slots__ = ("d1", "d2", "__dict__")


class Last(Derived):
    pass


thing = Last()
for name in ("later", "b2", "b1", "d2", "d1", "earlier"):
    setattr(thing, name, Tells(name))
print([getattr(x, "name", type(x).__name__) for x in gc.get_referents(thing)][:4])
del thing
plain = type("Plain", (), {})()
plain.one, plain.two = Tells("one"), Tells("two")
plain.__dict__
del plain
