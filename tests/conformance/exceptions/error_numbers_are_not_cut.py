# Error numbers are not cut.
print(type(OSError(2**32+2,'x')))
try: OSError(1, 'x', foo=3)
except TypeError as e: print(e)
