# SPDX-License-Identifier: MIT
class U:
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "invert"
    def __abs__(self): return "abs"
    def __int__(self): return 42
    def __float__(self): return 1.5
    def __complex__(self): return 1 + 2j
    def __index__(self): return 3
    def __round__(self, n=None): return ("round", n)
    def __trunc__(self): return "trunc"
    def __divmod__(self, other): return ("divmod", other)
    def __rdivmod__(self, other): return ("rdivmod", other)
    def __pow__(self, e, m=None): return ("pow", e, m)
    def __bytes__(self): return b"bytes"
    def __format__(self, spec): return f"format<{spec}>"

u = U()
print(-u, +u, ~u, abs(u), int(u), float(u), complex(u), round(u), round(u, 2))
print([10, 20, 30, 40][u], "abcdef"[:u], range(u), bin(u), hex(u), oct(u), [1] * u, chr(u) == "\x03", bytes(u))
print(divmod(u, 1), divmod(1, u), pow(u, 2), pow(u, 2, 3), u ** 4, format(u, "x"), f"{u:>10}", "{:abc}".format(u))
import math
print(math.trunc(u), math.sqrt(u))

class OnlyIndex:
    def __index__(self): return 7
o = OnlyIndex()
print(int(o), float(o), complex(o), [0] * o, int("11", o) if False else "", round(3.14159, OnlyIndex()))

class Bad:
    def __int__(self): return "x"
    def __float__(self): return 1
    def __index__(self): return 1.0
    def __complex__(self): return 1
    def __format__(self, spec): return 1
    def __bytes__(self): return "s"
for source in ["int(Bad())", "float(Bad())", "[1][Bad()]", "complex(Bad())", "format(Bad())", "f'{Bad()}'", "hex(Bad())",
               "-object()", "+object()", "~object()", "abs(object())", "int(object())", "float(object())", "list()[object()]",
               "list()['a']", "round(object())", "str('abc')[1.0]", "tuple()[None]", "range(1.0)", "[1, 2]['a':]", "{}[[]]", "int()[0]", "len[0]"]:
    try:
        print(eval(source))
    except TypeError as error:
        print(source.split("'")[0], "->", error)
