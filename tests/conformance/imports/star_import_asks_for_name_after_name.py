# SPDX-License-Identifier: MIT
import sys, types
def show(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
def star(all_, name='m', delete=False, d=None):
    m = types.ModuleType('m')
    sys.modules['m'] = m
    m.a=1;m.b=2
    if all_ is not None: m.__all__ = all_
    if delete: del m.__name__
    else: m.__name__=name
    if d: m.__dict__.update(d)
    ns={}
    try: exec('from m import *', ns)
    finally: ns.pop('__builtins__',None); print(sorted(map(repr,ns)))
show(lambda: star([5]))
show(lambda: star([5], delete=True))
show(lambda: star([5], name=7))
show(lambda: star(['a', 5, 'b']))
show(lambda: star(None, d={5:1}))
show(lambda: star(None, d={5:1}, delete=True))
show(lambda: star(None, d={5:1}, name=None))
class E:
    def __getitem__(self, i):
        print('get', i)
        if i<2: return 'ab'[i]
        if i==2: return 'missing'
        raise IndexError
show(lambda: star(E()))
class E2:
    def __getitem__(self, i):
        if i<2: return 'ab'[i]
        raise StopIteration
show(lambda: star(E2()))
show(lambda: star(7))
show(lambda: star({'a','b'}))
show(lambda: star({'a':1}))
show(lambda: star({0:'a'}))
show(lambda: star(iter('ab')))
class L(list):
    def __iter__(self): return iter(['b'])
show(lambda: star(L(['a'])))
class L2(list):
    def __getitem__(self,i): 
        print('gi', i); return list.__getitem__(self,i)
show(lambda: star(L2(['a'])))
class W(types.ModuleType):
    @property
    def __dict__(self): return D()
class D:
    def keys(self):
        return iter('ab')
def w():
    m=W('m');sys.modules['m']=m
    ns={}
    exec('from m import *', ns)
    print(sorted(ns))
show(w)
class D:
    def keys(self):
        return ('a','b')
show(w)
class Mod:
    __all__=['__x', 'y']
    def __getattr__(self, n):
        if n.startswith('__') and n!='__x': raise AttributeError(n)
        return n
sys.modules['mm']=Mod()
ns={}; show(lambda: exec('from mm import *', ns)); print(sorted(ns))
class Mod2:
    @property
    def __all__(self): 
        print('all'); return ['__name__', 7]
sys.modules['mm']=Mod2()
ns={}; show(lambda: exec('from mm import *', ns)); print(sorted(ns))
class S(str): pass
show(lambda: star([S('a')]))
def dele():
    m = types.ModuleType('m'); sys.modules['m']=m
    m.a=1
    ns={}
    exec('from m import *', m.__dict__)
    print(sorted(m.__dict__)[:3])
show(dele)
class Ns(dict):
    def __setitem__(self, k, v):
        m.__dict__[k+'x']=1 if len(k)<5 else 0
        dict.__setitem__(self,k,v)
m = types.ModuleType('m'); sys.modules['m']=m; m.a=1; m.bb=2
n2=Ns()
show(lambda: exec('from m import *', {}, n2)); print(sorted(n2))
