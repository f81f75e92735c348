"""Names are looked up through the __getitem__ of globals that are a subclass of dict."""
class G(dict):
    def __getitem__(self, k): raise setonly
class setonly(Exception): pass
try: exec("print(a)", G())
except Exception as e: print(type(e).__name__, e)
try: exec("global a; print(a)", G(), {})
except Exception as e: print(type(e).__name__, e)
try: exec("globalname", G(__builtins__={}))
except Exception as e: print(type(e).__name__, e)
try: exec("def f(): return globalname\nf()", G(__builtins__={}))
except Exception as e: print(type(e).__name__, e)
