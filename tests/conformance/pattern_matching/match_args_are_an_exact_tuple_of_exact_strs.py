# SPDX-License-Identifier: MIT
class S(str): pass
class T(tuple): pass
def m(x, C):
    try:
        match x:
            case C(5): return 'matched'
            case C(5,6): return 'two'
            case _: return 'no'
    except BaseException as e: return type(e).__name__, str(e)
def make(args, v=5):
    class C:
        __match_args__=args
        x=v;y=6
    return C
for a in (('x',), (S('x'),), T(('x',)), ['x'], (5,), ('x','x'), (), ('x', S('y')), None, S('x')):
    C=make(a); print(a, m(C(), C))
    C=make(a,7); print(a, m(C(), C))
