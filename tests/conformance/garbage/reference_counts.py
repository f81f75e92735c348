# SPDX-License-Identifier: MIT
import sys
class A: pass
a = A()
base = sys.getrefcount(a); print(base)
b = a; print(sys.getrefcount(a) - base)
l = [a, a, a]; print(sys.getrefcount(a) - base)
del b; l.pop(); print(sys.getrefcount(a) - base)
d = {"k": a}; t = (a,); s = {a}; print(sys.getrefcount(a) - base)
d.clear(); del t; s.discard(a); l.clear(); print(sys.getrefcount(a) - base)
def f(x): return sys.getrefcount(x) - base
print(f(a))
def g(x):
    y = x
    return sys.getrefcount(x) - base
print(g(a), sys.getrefcount(a) - base)
def closure(): return lambda: a
c = closure(); print(sys.getrefcount(a) - base)
def cell(v): return lambda: v
c = cell(a); print(sys.getrefcount(a) - base); del c; print(sys.getrefcount(a) - base)
a.me = a; print(sys.getrefcount(a) - base); del a.me
m = [a for _ in range(10)]; print(sys.getrefcount(a) - base); m = None; print(sys.getrefcount(a) - base)
def gen(x): yield; yield x
it = gen(a); print(sys.getrefcount(a) - base); next(it); del it; print(sys.getrefcount(a) - base)
try: raise ValueError(a)
except ValueError as e: print(sys.getrefcount(a) - base)
print(sys.getrefcount(a) - base)
class M:
    def method(self): pass
x = M(); n = sys.getrefcount(x); bound = x.method; print(sys.getrefcount(x) - n); del bound; print(sys.getrefcount(x) - n)
print(sys.getrefcount(M) > 3)
z = [[]] * 5; print(sys.getrefcount(z[0]))
i = 10 ** 10; j = i + 1; print(sys.getrefcount(j)); k = j; print(sys.getrefcount(j))
text = "".join(["ab", str(a.__class__.__name__)]); print(sys.getrefcount(text)); print(sys.getrefcount([]), sys.getrefcount(A()), sys.getrefcount({}), sys.getrefcount(object()))
it = iter(z); print(sys.getrefcount(z)); del it; print(sys.getrefcount(z)); z2 = z[:]; print(sys.getrefcount(z[0])); y, *rest = z; print(sys.getrefcount(z[0]))
def default(x=a): pass
print(sys.getrefcount(a) - base); del default; print(sys.getrefcount(a) - base)
def swap(p, q): p, q = q, p; return sys.getrefcount(p) - base
print(swap(1, a)); vars_ = locals() if False else None; print(sys.getrefcount(a) - base)
