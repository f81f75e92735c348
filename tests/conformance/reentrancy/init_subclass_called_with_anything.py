# Init subclass called with anything.
try: object.__dict__['__init_subclass__'](5, x=1)
except TypeError as e: print('TypeError', e)
