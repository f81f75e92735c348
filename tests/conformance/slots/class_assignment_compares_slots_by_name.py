# obj.__class__ = other needs the same C struct, the same slots by name, the same __dict__ and __weakref__.
import types


class X:
    __slots__ = ("x",)


class SameX:
    __slots__ = ("x",)


class Y:
    __slots__ = ("y",)


class Roomy:
    pass


class Empty(X):
    __slots__ = ()


class Number(int):
    pass


class OtherNumber(int):
    pass


def assign(value, cls):
    try:
        value.__class__ = cls
        print(type(value).__name__, getattr(value, "x", None))
    except TypeError as error:
        print(error)


for target in (SameX, Y, Roomy, Empty, int):
    made = X()
    made.x = 5
    assign(made, target)
assign(Number(3), OtherNumber)
assign(True, int)


class Special(types.ModuleType):
    x = "of the module's class"


module = types.ModuleType("m")
assign(module, Special)
assign(module, types.ModuleType)
assign(module, Roomy)
