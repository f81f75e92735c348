# SPDX-License-Identifier: MIT
log = []
class T:
    def __init__(self, name): self.name = name
    def __del__(self): log.append(self.name)
def f():
    a, b, c = T("a"), T("b"), T("c")
f(); print(log); log.clear()
def g():
    x = T("x"); y = [T("y1"), T("y2")]; z = {"k": T("z1"), "l": T("z2")}
g(); print(log); log.clear()
def h(a, b): return a
h(T("arg1"), T("arg2")); print(log); log.clear()
x = T("1"); x = T("2"); x = None; print(log); log.clear()
o = T("outer"); o.inner = T("inner"); o.inner.deep = T("deep"); del o; print(log); log.clear()
for t in (T("l1"), T("l2")): log.append("loop " + t.name)
del t; print(log); log.clear()
def gen():
    a = T("gen a")
    try: yield a
    finally: log.append("gen finally"); b = T("gen b")
for v in gen(): break
del v; print(log); log.clear()
T("expr").name; print(log); log.clear()
a = [T("p"), T("q"), T("r")]; a[1] = None; log.append("|"); a[:1] = []; log.append("|"); a.clear(); print(log); log.clear()
d = {1: T("d1"), 2: T("d2")}; d[1] = 0; d.pop(2); print(log); log.clear()
T("left") == T("right"); print(log); log.clear()
def raising(): a = T("in frame"); raise ValueError
try: raising()
except ValueError: log.append("handling")
print(log); log.clear()
class P(T):
    def __del__(self): super().__del__(); log.append("P extra")
P("sub"); print(log); log.clear()
t1, t2 = T("swap1"), T("swap2"); t1, t2 = t2, t1; del t1; print(log); del t2; print(log); log.clear()
with_lambda = (lambda keep: lambda: keep)(T("cell")); del with_lambda; print(log); log.clear()
print([T(str(i)).name for i in range(3)], log); log.clear()
class C:
    attribute = T("class attr")
    C_ref = None
C.attribute = None; print(log); log.clear()
s = {T("s")}; s.pop(); tuple_ = (T("t1"), T("t2")); del tuple_; print(log); log.clear()
n = None
for i in range(5): n = (T(str(i)), n)
del n; print(log)
