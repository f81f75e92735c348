# __slots__, __dict__ and weak references of subclasses of str.
import weakref, gc, copy, pickle
class S(str): __slots__=('a','b')
s=S("xy"); s.a=[s]; print(s.a[0] is s, s == "xy", hash(s)==hash("xy"))
try: s.b
except AttributeError as e: print(e)
class T(S):
    __slots__=('c',)
t=T("é€"); t.a=1;t.b=2;t.c=3; print(t,t.a,t.b,t.c, T.__basicsize__-S.__basicsize__, S.__basicsize__-str.__basicsize__)
class U(T): pass
u=U("q"*100); u.a=1; u.c=2; u.d=5; print(u.__dict__, u.a, u.c, weakref.ref(u)() is u)
class W(str): pass
w=W("a"); print(weakref.ref(w)() is w)
class X(str): __slots__=("__weakref__",)
x=X("b"); print(weakref.ref(x)() is x)
class Y(str): __slots__=("a","b")
y=Y("k"); y.a=7
y.__class__=S; print(type(y).__name__, y.a, y)
try: y.__class__=T
except TypeError as e: print(e)
del s,t,u,w,x,y
print(gc.collect()>0)
c=copy.copy(S("copy")); print(c)
z=S("p"); z.a=1
print(copy.copy(z).a, copy.deepcopy(z).a)
