"""Conversion methods should give exact numbers; instances of subclasses, and __trunc__, are warned of."""
import warnings
class I(int): pass
class F(float): pass
class C(complex): pass
class A:
    def __init__(s, r): s.r = r
    def __int__(s): return s.r
class X:
    def __init__(s, r): s.r = r
    def __index__(s): return s.r
class T:
    def __init__(s, r): s.r = r
    def __trunc__(s): return s.r
class G:
    def __init__(s, r): s.r = r
    def __float__(s): return s.r
class Z:
    def __init__(s, r): s.r = r
    def __complex__(s): return s.r
import operator, math
def try_(name, f, *a):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter("always")
        try: r = f(*a); print(name, type(r).__name__, r)
        except Exception as e: print(name, type(e).__name__, e)
    for x in w: print("   ", x.category.__name__, x.message, x.lineno)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try: r = f(*a); print(name, type(r).__name__, r)
        except Exception as e: print("   ", type(e).__name__, e)
try_("int", int, A(I(3)))
try_("int bool", int, A(True))
try_("int plain", int, A(3))
try_("int float", int, A(3.5))
try_("index", operator.index, X(I(3)))
try_("index bool", operator.index, X(True))
try_("int index", int, X(I(4)))
try_("range", range, X(True))
try_("item", operator.getitem, [1,2,3], X(True))
try_("hex", hex, X(I(255)))
try_("chr", chr, X(True))
try_("slice", operator.getitem, [1,2,3], slice(X(True), None))
try_("mul", operator.mul, "ab", X(True))
try_("trunc", int, T(I(3)))
try_("trunc2", int, T(X(I(3))))
try_("trunc3", int, T(3))
try_("trunc4", int, T(2.5))
try_("float", float, G(F(3)))
try_("float2", float, G(3.0))
try_("float3", float, X(I(3)))
try_("sqrt", math.sqrt, G(F(4)))
try_("F", F, G(F(3)))
try_("float own", float, F(3))
try_("int own", int, I(3))
try_("G int", float, G(3))
try_("complex", complex, Z(C(3)))
try_("complex2", complex, Z(3j))
try_("complex3", complex, G(F(2)))
try_("complex4", complex, 1, G(F(2)))
try_("complex bad", complex, Z(3.0))
try_("C", C, Z(C(1, 2)))
try_("pow", pow, 2, 3, 5)
try_("complex5", complex, X(I(3)))
import sys

try_("bytes", bytes, X(True))
try_("int base", int, "11", X(I(2)))
try_("round", round, 2.555, X(I(2)))
