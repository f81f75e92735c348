# SPDX-License-Identifier: MIT
import sys


class D:
    def __del__(self):
        f = sys._getframe(1)
        print(f.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno)
def a():
    x = D()
    del x
    y = D()
    y = None
    z = [D(),
         D()]
    z.clear()
    for q in [D(), D()]:
        pass
    q = 1
    D()
    w = D(); w = (
      1,
      2)
    D().__class__
    v = D()
    return (
       1)
a()
def b(x):
    pass
def c():
    b(D())
    b(
      D()
    )
    try:
        raise ValueError(D())
    except ValueError:
        pass
    d = {1: D()}
    d[1] = 2
    class K: a = D()
    del K.a
    o = type('O', (), {})()
    o.a = D()
    o.a = 1
    o.b = D()
    del o.b
    s = {D()}
    s.pop()
    D(), 1
    D() is None
    [D() for i in range(2)]
    n, m = D(), D()
    n, m = 1, 2
    global G
    G = D()
    G = 1
    def inner():
        nonlocal n
        n = D()
        n = 2
    inner()
    e = D()
    e += 1 if 0 else Add()
    return None
class Add:
    def __radd__(self, o): return 1
c()
