# SPDX-License-Identifier: MIT
"""The programs whose pages browser.py opens: a name, options of minipy, the text, and what must be found in the page."""

CLOSURES = """\
def counter(start):
    count = start
    def inc(step=1):
        nonlocal count
        count += step
        return count
    return inc

c = counter(10)  # note: c holds the cell of count
c()
print(c(5))
"""

GENERATORS = """\
def squares(n):
    for i in range(n):
        got = yield i * i

total = 0
for value in squares(4):
    total += value
print(total)
"""

EXCEPTIONS = """\
def divide(a, b):
    return a / b

def average(xs):
    total = 0
    for x in xs:
        total += divide(x, len(xs) - 3)
    return total

try:
    print(average([1, 2, 3]))
except ZeroDivisionError as error:
    print("caught", error)
finally:
    print("done")
"""

RECURSION = """\
def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)

print(fib(7))
"""

CLASSES = """\
class Shape:
    def __init__(self, name):
        self.name = name
    def area(self):
        return 0

class Square(Shape):
    def __init__(self, side):
        super().__init__("square")
        self.side = side
    def area(self):
        return self.side ** 2

shapes = [Square(2), Square(3), Shape("dot")]
areas = {shape.name: shape.area() for shape in shapes}
print(areas, sum(shape.area() for shape in shapes))
"""

CYCLE = """\
import gc

class Node:
    def __init__(self, name):
        self.name = name
        self.other = None

a = Node("a")
b = Node("b")
a.other = b
b.other = a
del a, b
print(gc.collect())
"""

WEAK = """\
import weakref

class Thing:
    pass

thing = Thing()
reference = weakref.ref(thing, lambda gone: print("gone"))
print(reference() is thing)
del thing
print(reference())
"""

RACE = """\
import threading

count = 0

def work():
    global count
    for _ in range(6):
        value = count
        count = value + 1

threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(count)
"""

ASYNCIO = """\
import asyncio

async def cook(dish, minutes):
    await asyncio.sleep(minutes / 1000)
    return dish

async def main():
    print(await asyncio.gather(cook("rice", 3), cook("soup", 2)))

asyncio.run(main())
"""

LONG = """\
class Node:
    def __init__(self, value, following):
        self.value = value
        self.following = following

def build(n):
    head = None
    for i in range(n):
        head = Node(i, head)
    return head

def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

total = 0
for turn in range(400):
    node = build(40)
    while node:
        total += node.value
        node = node.following
    total += fib(8)
print(total)
"""

# name: (options, source)
PROGRAMS = {
    "closures": ([], CLOSURES), "generators": ([], GENERATORS), "exceptions": ([], EXCEPTIONS), "recursion": ([], RECURSION),
    "classes": ([], CLASSES), "cycle and collection": ([], CYCLE), "weak references": ([], WEAK), "threads with a race": ([], RACE),
    "asyncio": ([], ASYNCIO), "200,000 events": ([], LONG),
    "cut by a limit": (["--max-events=300", "--keep=both"], RECURSION), "a syntax error": ([], "def f(:\n    pass\n"),
}
