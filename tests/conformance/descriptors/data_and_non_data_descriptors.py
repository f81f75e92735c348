# SPDX-License-Identifier: MIT
class Data:
    def __init__(self, name):
        self.name = name
    def __get__(self, instance, owner):
        return ("data get", self.name, instance is not None, owner.__name__)
    def __set__(self, instance, value):
        print("data set", self.name, value)
    def __delete__(self, instance):
        print("data delete", self.name)

class NonData:
    def __get__(self, instance, owner=None):
        return "non-data get"

class SetOnly:
    def __set__(self, instance, value):
        instance.__dict__["set_only"] = value * 2

class A:
    data = Data("d")
    nondata = NonData()
    set_only = SetOnly()

a = A()
print(a.data, A.data)
a.data = 5
del a.data
a.__dict__["data"] = "shadow"
print(a.data)
print(a.nondata, A.nondata)
a.nondata = "instance wins"
print(a.nondata)
del a.nondata
print(a.nondata)
a.set_only = 21
print(a.set_only, A.set_only.__class__.__name__)
try:
    del a.set_only
except AttributeError as error:
    print(error)

class GetOnly:
    def __get__(self, instance, owner):
        raise AttributeError("refused")

class B:
    g = GetOnly()
    def __getattr__(self, name):
        return "getattr " + name

print(B().g)
try:
    B.g
except AttributeError as error:
    print(error)

class DeleteOnly:
    def __delete__(self, instance):
        print("deleted")

class C:
    d = DeleteOnly()

c = C()
del c.d
try:
    c.d = 1
except AttributeError as error:
    print(error)
C.d = "replaced on the class"
print(c.d)
A.data = "class attribute replaced"
print(a.data)
