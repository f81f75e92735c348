# SPDX-License-Identifier: MIT
# Whatever instruction lets the last reference go: the line that its frame shows is its own.
import sys
class A:
    def __init__(self, *a): pass
    def __del__(self): print(sys._getframe(1).f_lineno, end=" ")
    def m(self, *a): return 1
class P:
    x = 1
    def __init__(self): self.a = A(); self.v = 1
def one(*a): return 1
def lst(): return [A(), 1]
def tup(): return (A(), 1)
def dct(): return {0: A(), 1: 1}
def st(): return "ab"
def run():
  for n in range(12):
    x = (A(),
         one())[1]
    (lst() ==
       one())
    (one() in
       lst())
    (lst() is not
       one())
    dct()[
       one()]
    lst()[
       one():
       one()]
    P().v
    (P()
      .v)
    (P()
      .a)
    (A()
      .m(
       one()))
    one(A(),
        one())
    [A(),
     one()]
    (lst() and
      one())
    (lst() or
      one())
    x = (one() if lst()
       else 3)
    y = f"""{A()
      !r}""" and 1
    a, b = (lst())
    a = \
      one()
    l = [1]
    l[
      0] = A()
    l[
     one() - 1
    ] = one()
    for q in (
        lst()):
      del q
    for q in (
        tup()
        ):
        one(
          1)
        del q
    for i, q in (
        enumerate(
        lst())):
        one(
          1)
        del q
    while lst() is (
        one()): pass
    if (lst() is
        None): pass
    if (lst() is
        not None): pass
    not (
       lst())
    (lst() <
      [one()]) if 0 else 0
    [q for q in
      lst()
      if one()]
    q = None
    assert lst(), (
      1)
    del l[
     0]
    print(end="")
    print()
run()
def mk(): return [A(), 1]
def mt(): return (A(), 1)
def idx(): return 1
def run_subscripts():
  for n in range(12):
    mk()[
        idx()
    ]
    mt()[
        idx()
    ]
    a, b = mk() if idx() else (
        idx(), idx())
    a = b = 0
run_subscripts()
def f():
    for x in [A(), 2, 3]:
        x = None
        str(5)
        y = 1
    return y
def g():
    for x in (A(), 2, 3):
        x = None
        str(5)
        y = 1
    return y
def h():
    for i in [A(), 2, 3]:
        print(i if i.__class__ is int else 0)
        i = 0
f()
g()
h()
