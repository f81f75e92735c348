# SPDX-License-Identifier: MIT
# Nobody is asked to add the arguments to the class: __radd__ of a subclass of tuple is not called.
def show(f):
    try: print(*[getattr(part, "__name__", part) for part in f()])
    except BaseException as e: print(type(e).__name__, e)
class T(tuple):
    def __radd__(self, other): return 5
class C:
    def __getnewargs__(self): return T()
show(lambda: C().__reduce_ex__(2))
class C:
    def __getnewargs__(self): return T((1,2))
show(lambda: C().__reduce_ex__(2))
class C:
    def __getnewargs_ex__(self): return T((T((1,2)), {}))
show(lambda: C().__reduce_ex__(2))
class C:
    def __getnewargs_ex__(self): return T((T((1,2)), {'a':1}))
show(lambda: C().__reduce_ex__(4))
show(lambda: C().__reduce_ex__(2))
import copyreg
for v in (None, 5):
    copyreg.__newobj__=v
    class C:
        def __getnewargs__(self): return T((1,2))
    show(lambda: C().__reduce_ex__(2))
