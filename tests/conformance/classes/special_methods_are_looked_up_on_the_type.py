# SPDX-License-Identifier: MIT
class A:
    def __len__(self):
        return 3
    def __repr__(self):
        return "A()"

a = A()
a.__len__ = lambda: 99
a.__repr__ = lambda: "instance"
a.__call__ = lambda: "called"
print(len(a), a.__len__(), repr(a))
try:
    a()
except TypeError as error:
    print(error)
A.__call__ = lambda self, *args: ("class call", args)
print(a(1, 2))
A.__getitem__ = lambda self, i: i * 2
print(a[21], list(zip(range(3), a)))
del A.__getitem__
try:
    a[0]
except TypeError as error:
    print(error)
A.__bool__ = lambda self: False
print(bool(a), "yes" if a else "no")
del A.__bool__
print(bool(a))
A.__len__ = lambda self: 0
print(bool(a))
A.__add__ = lambda self, other: ("add", other)
print(a + 1)
A.__iter__ = lambda self: iter([1, 2])
print(list(a), 1 in a, 3 in a)
A.__contains__ = None
try:
    1 in a
except TypeError as error:
    print(error)
A.__hash__ = lambda self: 7
print(hash(a), {a: 1}[a])
A.__str__ = lambda self: "str"
print(str(a), f"{a}", f"{a!r}", "%s" % a)
class B(A):
    pass
b = B()
print(len(b), b + 2)
A.__add__ = lambda self, other: "changed in base"
print(b + 2)
B.__add__ = lambda self, other: "in subclass"
print(b + 2, a + 2)
del B.__add__
print(b + 2)
for result in (-1, "x", 1.5, 1 << 70):
    A.__len__ = lambda self: result
    try:
        print(len(a))
    except Exception as error:
        print(type(error).__name__, error)
for method, call in [("__bool__", bool), ("__str__", str), ("__repr__", repr), ("__hash__", hash), ("__iter__", iter)]:
    setattr(A, method, lambda self: 1.5)
    try:
        print(call(a))
    except TypeError as error:
        print(error)
