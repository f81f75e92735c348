# Closure of exec is anything.
def f():
    x = 1
    def g(): return x
    return g
try: exec(f().__code__, {}, closure=(5,)); print('ran')
except TypeError as e: print('TypeError', e)
