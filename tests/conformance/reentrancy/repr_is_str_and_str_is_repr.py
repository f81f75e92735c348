# Repr is str and str is repr.
class A: __repr__ = object.__str__
try: repr(A())
except RecursionError as e: print('RecursionError', e)
