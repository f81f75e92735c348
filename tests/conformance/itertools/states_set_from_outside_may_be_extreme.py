# SPDX-License-Identifier: MIT
import sys, itertools
M=sys.maxsize
def show(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
def drain(it, n=6):
    out=[]
    for _ in range(n):
        try: out.append(next(it))
        except StopIteration: out.append('stop'); break
        except Exception as e: out.append((type(e).__name__, str(e)))
    return out
def st(make, *states):
    for s in states:
        it=make()
        show(lambda: it.__setstate__(s))
        show(lambda: drain(it))
        show(lambda: it.__reduce__()[2:])
c=itertools
st(lambda: c.product('ab','cd'), (0,0),(5,5),(-1,-1),(M,M),(-M-1,0),(1,1),(0,), (0,0,0), ('a',0), (0.5,0), (2**70,0),[0,0])
st(lambda: c.product('ab',''), (0,0),(5,5))
st(lambda: c.permutations('abc',2), ((0,1,2),(3,2)), ((5,5,5),(9,9)),((-1,-1,-1),(-1,-1)),((0,0,0),(0,0)),((0,1),(3,2)),((M,M,M),(M,M)), ((0,1,2),(3,)), (0,1), ([0,1,2],(1,1)),((0,1,'a'),(3,2)))
st(lambda: c.combinations('abc',2), (0,1),(5,5),(-1,-1),(2,0),(0,),(M,M),('a',1))
st(lambda: c.combinations_with_replacement('abc',2), (0,1),(5,5),(-1,-1),(2,0),(0,),(M,M),('a',1))
st(lambda: c.combinations('abc',5), (0,1,2,3,4))
st(lambda: c.accumulate([1,2]), None, 'a', 5)
st(lambda: c.chain([1],[2]), (iter([]),), (iter([[1]]),iter([7])), (1,), (iter([1]),2),())
st(lambda: c.zip_longest([1],[2,3]), 7, None)
st(lambda: c.takewhile(bool,[1,2]), 1, 0, 'a', None)
st(lambda: c.dropwhile(bool,[1,2]), 1, 0, 'a', None)
st(lambda: zip([1],[2]), 1, 0, 'a', None)
