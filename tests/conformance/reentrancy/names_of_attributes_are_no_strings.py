# Names of attributes are no strings.
class D:
    def __set_name__(self, o, n): raise ValueError('v')
try: type('X', (), {1: D()})
except RuntimeError as e: print('RuntimeError', e)
except ValueError as e: print('ValueError', e)
