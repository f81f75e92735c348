# SPDX-License-Identifier: MIT
import itertools
def show(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
G = type('G', (), {'__getitem__': lambda s, i: i})
M = 2**63 - 1
for st in ({}, None, 'x', 1.5, M+1, -M-2, ()):
    for it in (iter(G()), itertools.islice([1],None), iter([1]), reversed([1]), iter((1,)), iter('a'), iter(b'a'), reversed((1,2)), itertools.cycle([1]), itertools.product([1]), itertools.permutations([1]), itertools.combinations([1],1), itertools.combinations_with_replacement([1],1), itertools.chain([1]), itertools.zip_longest([1]), itertools.accumulate([1]), itertools.groupby([1]), itertools.takewhile(bool,[1]), zip([1]), iter(bytearray(b'a')), itertools.dropwhile(bool,[1])):
        show(lambda: (type(it).__name__, st, it.__setstate__(st)))
