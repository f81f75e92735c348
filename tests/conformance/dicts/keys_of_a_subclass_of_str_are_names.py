# SPDX-License-Identifier: MIT
class Key(str):
    pass


class A:
    pass


a = A()
a.__dict__[Key("x")] = "found"
print(a.x, hasattr(a, "y"))
a.x = "replaced"
print(len(a.__dict__), a.__dict__, type(*a.__dict__).__name__)
del a.x
print(a.__dict__)

setattr(a, Key("y"), 4)
print(a.y, type(list(a.__dict__)[-1]).__name__)

globals()[Key("bar")] = "global"
print(bar)

B = type("B", (), {Key("zip"): 5})
print(B.zip, B().zip)


class Named(str):
    def __hash__(self):
        return hash("shown as " + self)


a.__dict__[Named("z")] = 1
print(hasattr(a, "z"), hasattr(a, "shown as z"))
