# SPDX-License-Identifier: MIT
import sys, itertools
M=sys.maxsize
def show(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
G=type('G', (), {'__getitem__': lambda s, i: i})
it=iter(G()); it.__setstate__(M)
show(lambda: next(it)); show(lambda: next(it)); show(lambda: it.__reduce__()[2])
it=iter(G()); it.__setstate__(M-1)
show(lambda: next(it)); show(lambda: next(it)); show(lambda: it.__reduce__()[2])
class GL(G):
    def __len__(self): return 3
it=iter(GL()); it.__setstate__(M)
show(lambda: it.__length_hint__()); show(lambda: list(it))
for st in (M, M-1, -1, -M-1, 5, 0):
  for args in ((None,), (3,), (0,None,2), (M, None), (2, 4), (M-1,M), (1,None,M)):
    def f():
        it=itertools.islice([1,2,3,4,5,6], *args)
        it.__setstate__(st)
        out=[]
        for _ in range(8):
            try: out.append(next(it))
            except StopIteration: out.append('stop')
        return st, args, out
    if st < -5 and args[0] in (M,): continue
    show(f)
for it in (iter(range(5)), iter(range(2**70, 2**70+5)), iter(range(0, M, 1)), iter(range(-M,M,M//3)), iter([1,2,3]), reversed([1,2,3]), reversed((1,2,3)), iter('abc'), iter(bytearray(b'abc'))):
    for st in (M, -M, 2, -1):
        show(lambda: it.__setstate__(st)); show(lambda: it.__reduce__()); show(lambda: it.__length_hint__()); show(lambda: next(it))
