# SPDX-License-Identifier: MIT
import pickle, copy, types
def show(n, f):
    try: print(n, f())
    except BaseException as e: print(n, type(e).__name__, e)
class S:
    __slots__=('a',)
    @property
    def p(self): return 1
    def __add__(self,o): return 1
things = dict(wd=int.__add__, mw=(1).__add__, md=str.join, bm='a'.join, cmd=dict.fromkeys, cmd2=dict.__dict__['fromkeys'], gs=int.real, mem=S.a, mem2=slice.start, si=iter({1,2}), fsi=iter(frozenset({1})), di=iter({1:2}), dk={1:2}.keys(), dv=iter({1:2}.values()), dii=iter({1:2}.items()), rdi=reversed({1:2}), prop=S.p, sm=staticmethod(len), cm=classmethod(len), ci=iter(int,1), mp=types.MappingProxyType({}), en=enumerate([1]), fi=filter(None,[1]), ma=map(str,[1]), z=zip([1]), ell=..., ni=NotImplemented, none=None, cell=(lambda x: lambda: x)(1).__closure__[0], ga=list[int], un=int|str, sr=super(int,1), sl=slice(1,2), newm=int.__new__, wd2=S.__add__, tn=type.__call__, ri=iter(range(3)), lri=iter(range(2**70)), bi=iter(b'a'), bai=iter(bytearray(b'a')), mvi=iter(memoryview(b'a')), mo=types, mt=S().p, bm2=S().__add__, gen=(i for i in [1]), gw=object.__getattribute__, init=(1).__init__, oi=object().__init__, hashw=(5).__hash__)
for n,t in things.items():
    show(n+' reduce', lambda: (lambda r: r if isinstance(r,str) else (r[0].__name__, type(r[1]), len(r[1]), r[2:]))(t.__reduce_ex__(4)))
    show(n+' copy', lambda: type(copy.copy(t)).__name__)
    show(n+' pickle', lambda: type(pickle.loads(pickle.dumps(t))).__name__)
it=iter({1,2,3}); next(it)
print(it.__reduce__(), list(it), it.__reduce__(), it.__length_hint__())
s={1}; it=iter(s); s.add(2)
show('changed', lambda: it.__reduce__()); show('changed', lambda: next(it)); show('changed', lambda: it.__reduce__())
show('reduce', lambda: int.__add__.__reduce__())
show('reduce', lambda: (1).__add__.__reduce__())
show('reduce', lambda: (1).__add__.__reduce__(1))
show('is', lambda: copy.copy(int.__add__) is int.__add__)
show('is', lambda: pickle.loads(pickle.dumps((5).__add__))(3))
