# SPDX-License-Identifier: MIT
# Where a function looks into a subclass, and where it asks the subclass's own method.
import math


class Row(tuple):
    def __iter__(self): return iter([1])


class Shape(list):
    def __iter__(self): return iter([1])
    def __len__(self): return 99


class Number(float):
    def __float__(self): return 2.0


class Plain(float): pass
class Wrong(float):
    def __float__(self): return 'x'
class Whole(int):
    def __float__(self): return 7.0


def show(call):
    try: print(call())
    except Exception as error: print(type(error).__name__, error)


show(lambda: math.dist(Row((1, 2)), Row((3, 4))))
show(lambda: math.dist(Row((1, 2)), [3]))
show(lambda: memoryview(b'abcdefgh').cast('i', Shape([2])).shape)
for number in Number(1), Plain(1), Wrong(1), Whole(1):
    show(lambda: (float(number), type(float(number))))
    show(lambda: complex(number, number))
    show(lambda: complex(number))
    show(lambda: complex(1j, number))
    show(lambda: math.sqrt(number))
    show(lambda: number + 1)
    show(lambda: Plain(number))
    show(lambda: '%f' % number)
    show(lambda: round(number, 1))
