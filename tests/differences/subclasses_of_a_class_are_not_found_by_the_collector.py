# SPDX-License-Identifier: MIT
# A class knows its subclasses, weakly, to tell them that it has changed. In CPython gc.get_objects() shows the dict that
# says so, and whoever empties it finds stale attributes (or freed ones) afterwards; here nobody can get hold of it.
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
