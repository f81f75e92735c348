# State of an object whose slot names are gone.
class A: __slots__=('x',)
del A.__slots__
print(A().__getstate__())
