# SPDX-License-Identifier: MIT
# An exception is thrown into the outermost of very many generators, each of which delegates to the next. CPython recurses in C
# without asking for room; minipy answers with a RecursionError where the native stack ends.
import sys

sys.setrecursionlimit(10**6)


def delegate(generator):
    if generator is None:
        yield 1
    else:
        yield from generator


generator = None
for _ in range(100000):
    generator = delegate(generator)
print(next(generator))
try:
    generator.throw(KeyError)
except (KeyError, RecursionError) as error:
    error.__traceback__ = None
    print("raised")
