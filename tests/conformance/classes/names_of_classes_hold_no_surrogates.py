"""The name and the documentation of a class must be encodable as UTF-8."""
for n in ("A\udcdcB", "A\0B", 3):
    try: print(ascii(type(n, (), {}).__name__))
    except Exception as e: print(type(e).__name__, e)
class K: pass
for n in ("A\udcdcB", "A\0B", 3):
    try: K.__name__ = n; print(ascii(K.__name__))
    except Exception as e: print(type(e).__name__, e)
for d in ("x\udcdcB", "x\0y", 3, None):
    try: print(ascii(type("T", (), {"__doc__": d}).__doc__))
    except Exception as e: print(type(e).__name__, e)
print(hash(int | str) == hash(frozenset({int, str})), hash(int | str) == hash(str | int))
