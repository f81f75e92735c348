# Bases of another layout are refused.
class A(dict): pass
class B(enumerate): pass
class X(A): pass
x = X(); x['a'] = 1
try:
    X.__bases__ = (B,)
    print('assigned')
    print(enumerate.__next__(x))
except TypeError as e: print('TypeError', e)
