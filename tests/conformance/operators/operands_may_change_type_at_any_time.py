# The same code sees ints, floats, strs, big ints, subclasses and unbound names, in every order.
class Number(int):
    def __add__(self, other): return f"Number({int(self)}) + {other!r}"
    def __lt__(self, other): return "less"

class Items(list):
    def __getitem__(self, index): return ("item", index)

def add(a, b): return a + b
def add_one(a): return a + 1
def add_twice(a, b): return a + b + b
def subtract_half(a): return a - 0.5
def times(a, b): return a * b
def rest(a): return a % 7
def item(a, i): return a[i]
def first(a): return a[0]
def nested(a, i): return a[i][i]
def compare(a, b):
    if a < b: return "yes"
    return "no"
def count_up(a, end):
    steps = 0
    while a < end:
        if steps > 5: break
        a += 1
        steps += 1
    return a, steps
def half_up(a):
    if a > 0.5: return 1
    return 0

values = [3, -4, 2.5, 10**30, True, Number(6), 2**63 - 1, -2**63, "text", None]

def attempt(function, *arguments):
    try:
        return repr(function(*arguments))
    except Exception as error:
        return f"{type(error).__name__}: {error}"

for turn in range(3):
    for function in (add_one, subtract_half, rest, first, half_up):
        for _ in range(5):
            function([7, 8] if function is first else 1.5 if function in (subtract_half, half_up) else 300)
        print(function.__name__, [attempt(function, value) for value in values + [[], [1], (5,), {0: "zero"}, Items()]])
    for function in (add, add_twice, times, compare, item, nested, count_up):
        for _ in range(5):
            attempt(function, [[1, 2], [3, 4]] if function in (item, nested) else 1000, 1 if function in (item, nested) else 1003)
        print(function.__name__, [attempt(function, a, b) for a in (values if turn else values[::-1]) for b in values[:6]])
        print(function.__name__, [attempt(function, [[1, 2], [3]], i) for i in (0, 1, -1, -2, 2, -3, True, 1.0, 10**30, None)])

def unbound(which):
    if which == 0: a = 5
    if which == 1: b = 6
    try:
        return a + b if which < 2 else a[b] if which == 2 else a < b
    except UnboundLocalError as error:
        return str(error)
print([unbound(which) for which in (0, 1, 2, 3, 0, 1, 2, 3)])

class Point:
    def __init__(self, x): self.x = x
    def get(self): return self.x
class Slotted:
    __slots__ = ("y", "x")
    def __init__(self, x): self.x = x
    get = Point.get
class Computed:
    x = property(lambda self: "computed")
    get = Point.get

points = [Point(1), Point(2), Point(3), Slotted(4), Slotted(5), Slotted(6), Computed(), Point(7), Slotted(8), Point(9)]
print([point.get() for point in points * 3])
del points[0].x
print(attempt(points[0].get), [point.get() for point in points[1:]])
points[1].__dict__ = {"x": "replaced"}
print([point.get() for point in points[1:]])
