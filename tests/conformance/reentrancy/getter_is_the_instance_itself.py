# Getter is the instance itself.
class D: pass
D.__get__ = D()
class X: d = D()
try: print(X().d)
except (TypeError, RecursionError) as e: print(type(e).__name__, e)
