# Index clears the list that is assigned to.
l = [1]*100
class I:
    def __index__(s): l.clear(); return 50
try:
    l[I()] = 1; print('stored')
except IndexError as e: print('IndexError', e)
print(l)
