# SPDX-License-Identifier: MIT
# Attributes are looked up along type(x).__mro__, which C3 computes: children before parents, parents in the order
# in which they were written. super() means: the next one in the instance's own order.


class Base:
    def save(self):
        print("Base saves")


class Logged(Base):
    def save(self):
        print("Logged, then", end=" ")
        super().save()


class Checked(Base):
    def save(self):
        print("Checked, then", end=" ")
        super().save()                  # for a Document this is Base, for a Document of other bases it may not be


class Document(Logged, Checked):
    def save(self):
        print("Document, then", end=" ")
        super().save()


print(" -> ".join(cls.__name__ for cls in Document.__mro__))
Document().save()
Logged().save()                         # the same super() call in Logged now goes straight to Base

super(Logged, Document()).save()        # what super() with no arguments is short for: start after Logged

try:
    class Impossible(Base, Logged):     # Base before its own child: no order can satisfy both
        pass
except TypeError as error:
    print(error)

Checked.save = lambda self: print("replaced while running")
Document().save()                       # caches notice a changed class
