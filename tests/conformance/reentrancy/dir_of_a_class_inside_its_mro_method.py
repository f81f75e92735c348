# Dir of a class inside its mro method.
class M(type):
    def mro(cls):
        try: dir(cls)
        except Exception as e: print(type(e), e)
        return type.mro(cls)
class A(metaclass=M): pass
print('ok')
