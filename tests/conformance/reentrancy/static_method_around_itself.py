# Static method around itself.
s = staticmethod.__new__(staticmethod)
s.__init__(s)
try: s()
except RecursionError: print('RecursionError')
