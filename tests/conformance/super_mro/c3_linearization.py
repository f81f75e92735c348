# SPDX-License-Identifier: MIT
class O: pass
class A(O): pass
class B(O): pass
class C(O): pass
class D(O): pass
class E(O): pass
class K1(A, B, C): pass
class K2(D, B, E): pass
class K3(D, A): pass
class Z(K1, K2, K3): pass

def names(cls):
    return [c.__name__ for c in cls.__mro__]

print(names(Z))
class X: pass
class Y: pass
class XY(X, Y): pass
class YX(Y, X): pass
try:
    class Broken(XY, YX): pass
except TypeError as error:
    print(error)
try:
    class Twice(X, X): pass
except TypeError as error:
    print(error)
try:
    class Backwards(O, A): pass
except TypeError as error:
    print(error)
class Diamond1:
    def who(self): return "top"
class Left(Diamond1): pass
class Right(Diamond1):
    def who(self): return "right"
class Bottom(Left, Right): pass
print(Bottom().who(), names(Bottom))

class MetaMro(type):
    def mro(cls):
        return [cls, *reversed(super().mro()[1:])] if cls.__name__ == "Odd" else super().mro()

class P: v = "P"
class Q(P): v = "Q"
class Base(metaclass=MetaMro): pass
print(names(Base))
print(names(bool), names(type), names(KeyError), names(UnicodeDecodeError), names(OSError))
class MixInt(int, X): pass
print(names(MixInt), MixInt(5) + 1)
print(Z.__bases__ == (K1, K2, K3), Z.__base__.__name__, MixInt.__base__)
