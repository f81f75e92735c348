import array
from array import array as make
from collections.abc import MutableSequence


def attempt(action):
    try:
        print(action())
    except (TypeError, ValueError, IndexError, MemoryError, OverflowError) as error:
        print(type(error).__name__, error)


a = make("i", range(10))
print(isinstance(a, MutableSequence), len(a), a[3], a[-1], a[2:5], a[::-3], 4 in a, 4.0 in a, "x" in a)
a[2:4] = make("i", [7, 8, 9])
a[::5] = make("i", [0, 0, 0])
del a[1], a[-2:]
del a[::3]
a += a
a *= 2
print(a, a + a[:2], a * 0, 2 * a[:1], a == make("d", a), a < make("i", [1]), a != a[:], make("d", [float("nan")]) == make("d", [float("nan")]))
a[1:1] = a
print(a)
b = make("i", [3, 1, 3])
b.append(4)
b.extend([5, 6])
b.extend(b)
b.insert(-1, 9)
b.insert(100, 8)
b.insert(-100, 7)
b.remove(3)
b.reverse()
print(b, b.pop(), b.pop(0), b.index(3), b.count(3), b.index(3, 3), b.index(3, -5, 100), b.tolist())
match b[:2]:
    case [x, y]:
        print("matched", x, y)
actions = [
    lambda: a[100], lambda: a["x"], lambda: a[2**70], lambda: a.__setitem__(100, 1), lambda: a.__setitem__("x", 1), lambda: a.__setitem__(0, "x"),
    lambda: a.__setitem__(slice(0, 1), [1]), lambda: a.__setitem__(slice(0, 1), make("d")), lambda: a.__setitem__(slice(0, 6, 2), make("i", [1])),
    lambda: a.__delitem__(100), lambda: a + [1], lambda: a + make("d"), lambda: a.__iadd__([1]), lambda: a.__iadd__(make("d")),
    lambda: a.extend(make("d")), lambda: a.extend(5), lambda: a.extend([1, "x"]), lambda: a * "x", lambda: a * 2**62, lambda: a * 2**70,
    lambda: a.index(99), lambda: a.remove(99), lambda: a.index(1, "x"), lambda: a.pop(100), lambda: make("i").pop(), lambda: a.insert(0, "x"),
    lambda: hash(a), lambda: a < 5, lambda: a.fromlist(5), lambda: a.fromlist([1, "x"]), lambda: a.fromunicode("x"), lambda: make("u").fromunicode(5),
    lambda: a.tounicode(), lambda: a.frombytes(b"abc"), lambda: a.frombytes(make("i", [1])), lambda: a.frombytes("x"), lambda: a,
]
for action in actions:
    attempt(action)

iterator = iter(make("i", [1, 2, 3]))
next(iterator)
print(type(iterator), iterator.__reduce__(), list(iterator), iterator.__reduce__())
iterator = iter(make("i", [1, 2, 3]))
iterator.__setstate__(2)
print(list(iterator))
u = make("u", "ab")
u.fromunicode("cé€😀")
print(u, u.tounicode(), u[-1], u[::-1])
x, sizes = make("i"), []
for number in range(60):
    x.append(number)
    sizes.append(x.__sizeof__() - make("i").__sizeof__())
while x:
    x.pop()
    sizes.append(x.__sizeof__() - make("i").__sizeof__())
print(sizes)
