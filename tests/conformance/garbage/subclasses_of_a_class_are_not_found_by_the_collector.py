# SPDX-License-Identifier: MIT
# A class knows its subclasses, weakly: no container that a program can get hold of says so, or it could be emptied.
import gc


class Base:
    value = "old"


class Child(Base):
    pass


print([type(found).__name__ for found in gc.get_referents(Base) if type(found) is dict and Child not in found.values()])
for found in gc.get_objects():
    if type(found) is dict and id(Child) in found and len(found) == 1:
        found.clear()
assert Child.value == "old"
Base.value = "new"
print(Child.value, Base.__subclasses__())
