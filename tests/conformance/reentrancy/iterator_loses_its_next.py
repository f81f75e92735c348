# SPDX-License-Identifier: MIT
# An iterator that others walk over may lose its __next__ meanwhile.
import itertools


def show(name, call):
    try: print(name, call())
    except Exception as error: print(name, type(error).__name__, error)


class I:
    def __iter__(s): return s
    def __next__(s): return 1
def gen2(it): yield from it
i=I()
gs=[gen2(i), map(str,i), zip(i,i)]
for g in gs: print(next(g))
async def co():
    await A()
class A:
    def __await__(s): return I()
c=co(); print(c.send(None))
del I.__next__
for g in gs: show(type(g).__name__, lambda: next(g))
show('co', lambda: c.send(None))
show('a', lambda: [*i]); show('b', lambda: 1 in i); show('c', lambda: dict(i))


I.__next__ = lambda self: 1
made = [enumerate(i), filter(None, i), itertools.chain(i), itertools.chain([1], i), itertools.islice(i, 3), itertools.cycle(i),
        itertools.tee(i)[0], itertools.accumulate(i), itertools.groupby(i), itertools.pairwise(i), itertools.takewhile(bool, i),
        itertools.dropwhile(bool, i), itertools.starmap(print, i), itertools.zip_longest(i), itertools.compress(i, i),
        itertools.filterfalse(None, i)]
next(made[3])
del I.__next__
for walk in made: show(type(walk).__name__, lambda: next(walk))
