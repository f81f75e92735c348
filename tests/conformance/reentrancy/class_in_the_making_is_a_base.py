# Class in the making is a base.
class M(type):
    def mro(cls):
        if cls.__name__ == 'A':
            try: B = type('B', (cls,), {}); print('made', B)
            except TypeError as e: print('TypeError', e)
        return type.mro(cls)
class A(metaclass=M): pass
