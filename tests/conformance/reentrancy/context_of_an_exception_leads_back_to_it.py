# Context of an exception leads back to it.
a=ValueError(1); b=ValueError(2); a.__context__=b; b.__context__=a
try:
    try: raise a
    except ValueError:
        raise KeyError(3)
except KeyError as e: print('KeyError', e.__context__ is a)
