# SPDX-License-Identifier: MIT
class Base:
    registry = []
    def __init_subclass__(cls, /, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.tag = tag
        Base.registry.append(cls.__name__)

class One(Base, tag="one"):
    pass

class Two(Base):
    pass

class Three(Two, tag=3):
    pass

print(Base.registry, One.tag, Two.tag, Three.tag, hasattr(Base, "tag"))
try:
    class Four(Base, unknown=1): pass
except TypeError as error:
    print(error)
try:
    class Five(unknown=1): pass
except TypeError as error:
    print(error)

class Named:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name, hasattr(owner, "__mro__"))
        self.name = name
    def __get__(self, instance, owner=None):
        return self if instance is None else f"value of {self.name}"

class Holder:
    first = Named()
    second = Named()
    third = first

print(Holder().first, Holder().third, Holder.second.name)
Holder.late = Named()
print(hasattr(Holder.__dict__["late"], "name"))

class Failing:
    def __set_name__(self, owner, name):
        raise ValueError("refused")

try:
    class Broken:
        attribute = Failing()
except RuntimeError as error:
    print(error, "|", repr(error.__cause__))

class Order:
    def __init_subclass__(cls):
        print("init_subclass sees", sorted(k for k in vars(cls) if not k.startswith("_")), cls.x.name)

class Concrete(Order):
    x = Named()
    y = 1
