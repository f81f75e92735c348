# SPDX-License-Identifier: MIT
import types, typing
def show(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
a=list[int]
show(lambda: a.x); show(lambda: a.__x__); show(lambda: a.append); show(lambda: hasattr(a,'x'))
show(lambda: types.GenericAlias(5, int).x); show(lambda: types.GenericAlias(5, int).real)
class C:
    def __class_getitem__(c,i): return types.GenericAlias(c,i)
    def __getattr__(self,n): return n
show(lambda: C[int].x)
class M(type):
    def __getattr__(self, n): raise KeyError(n)
class D(metaclass=M):
    def __class_getitem__(c,i): return types.GenericAlias(c,i)
show(lambda: D[int].x); show(lambda: hasattr(D[int],'x'))
show(lambda: getattr(a,'x',5)); show(lambda: a.__orig_bases__); show(lambda: a.__mro_entries__.__name__); show(lambda: a.__bases__)
show(lambda: (int|str).x); show(lambda: (int|str).__name__); show(lambda: (int|str).__origin__);show(lambda: a.appendd); show(lambda: a.__deepcopy__); show(lambda: a.__copy__)
import weakref
class W: pass
w=W(); p=weakref.proxy(w)
show(lambda: p.x)
show(lambda: super(int, 5).x)
show(lambda: (lambda:1).x)
class K:
    def f(self): pass
show(lambda: K().f.x); show(lambda: K.f.x); show(lambda: staticmethod(len).x); show(lambda: types.MappingProxyType({}).x)
