# SPDX-License-Identifier: MIT
class Animal:
    sound = "?"
    def __init__(self, name):
        self.name = name
    def speak(self):
        return f"{self.name} says {self.sound}"
    def describe(self):
        return self.speak().upper()

class Dog(Animal):
    sound = "woof"
    def speak(self):
        return super().speak() + "!"

class Puppy(Dog):
    sound = "yip"
    def __init__(self, name, age):
        super().__init__(name)
        self.age = age
    def __repr__(self):
        return f"Puppy({self.name!r}, {self.age})"

p = Puppy("Rex", 1)
print(p.speak(), p.describe(), p, [p], f"{p}", str(p))
print(isinstance(p, Animal), issubclass(Puppy, (int, Dog)), issubclass(Dog, Puppy), isinstance(1, (str, (int,))))
print(Animal.speak(p), Dog("d").speak())
Animal.extra = lambda self: "added later"
print(p.extra())
Dog.sound = "bark"
print(Dog("d").speak(), p.speak())

class IntSub(int):
    def __add__(self, other):
        return IntSub(int(self) * 100 + int(other))
    def twice(self):
        return self * 2

x = IntSub(3)
print(x + 4, (x + 4) + 5, x.twice(), type(x.twice()).__name__, x == 3, isinstance(x, int), 4 + x)

class ListSub(list):
    def total(self):
        return sum(self)
    def __getitem__(self, i):
        return ("got", super().__getitem__(i))

l = ListSub([1, 2, 3])
l.append(4)
l.note = "attr"
print(l, l.total(), l[0], l[-1], len(l), l.note, l + [5], type(l[:2][1]).__name__)

class DictSub(dict):
    def __missing__(self, key):
        self[key] = value = len(self)
        return value

d = DictSub(a=10)
print(d["a"], d["b"], d["c"], d["b"], d.get("zzz"), d)

class StrSub(str):
    def __len__(self):
        return 99

s = StrSub("abc")
print(len(s), s.upper(), s + "d", type(s + "d").__name__, s == "abc", {s: 1}["abc"])
try:
    class Bad(bool): pass
except TypeError as error:
    print(error)
for base in ("type(None)", "type(range(1))", "type(len)", "type(lambda: 0)", "slice"):
    try:
        type("X", (eval(base),), {})
    except TypeError as error:
        print(error)
