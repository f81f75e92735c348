# Qualified name of a class is anything.
class M(type):
    def __getattribute__(c, n):
        return 5 if n == '__qualname__' else type.__getattribute__(c, n)
class X(metaclass=M): pass
print(repr(X))
