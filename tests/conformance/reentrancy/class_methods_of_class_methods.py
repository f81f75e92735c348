# Class methods of class methods.
c = lambda cls: 1
for i in range(200000): c = classmethod(c)
class X: f = c
try: X.f; print('ok')
except RecursionError as e: print('RecursionError')
