# SPDX-License-Identifier: MIT
import operator
class I:
    def __index__(self): return 1
for make in (lambda: [1,2,3], lambda: (1,2,3), lambda: 'abc', lambda: 'ab\u20ac', lambda: b'abc', lambda: bytearray(b'abc')):
    it = iter(make())
    print(type(it).__name__, it.__length_hint__(), it.__reduce__())
    next(it)
    print(it.__reduce__(), operator.length_hint(it))
    for state in (2, -5, 100, True, I(), 'x', 1.5, 2**70, -2**70, None):
        try:
            print(state if type(state) is not I else 'I', it.__setstate__(state), it.__reduce__(), it.__length_hint__())
        except Exception as e: print(type(e).__name__, e)
    print(list(it), it.__reduce__(), it.__length_hint__(), it.__setstate__(1), list(it))
    try: type(it)()
    except TypeError as e: print(e)
    try: it.x = 1
    except AttributeError as e: print(e)
    print(sorted(n for n in dir(it) if n not in dir(object)))
r = reversed([1,2,3])
print(r.__reduce__(), r.__length_hint__())
next(r); print(r.__reduce__())
for state in (2, -5, 100, True, I(), 'x', 2**70):
    try: print(r.__setstate__(state), r.__reduce__(), r.__length_hint__())
    except Exception as e: print(type(e).__name__, e)
print(list(r), r.__reduce__(), r.__length_hint__())
for f in (iter, reversed): 
    class S:
        def __getitem__(self, i): return [1,2,3][i]
        def __len__(self): return 3
        def __repr__(self): return 'S'
    it = f(S())
    next(it)
    try: print(it.__reduce__())
    except Exception as e: print(type(e).__name__, e)
    try: print(it.__setstate__(2), list(it))
    except Exception as e: print(type(e).__name__, e)
    try: print(it.__reduce__())
    except Exception as e: print(type(e).__name__, e)
