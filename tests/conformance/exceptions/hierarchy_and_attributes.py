# SPDX-License-Identifier: MIT
def tree(cls, depth=0):
    print("  " * depth + cls.__name__)
    for sub in sorted((s for s in cls.__subclasses__() if s.__module__ == "builtins"), key=lambda c: c.__name__): tree(sub, depth + 1)
tree(BaseException)
print([issubclass(a, b) for a, b in [(KeyError, LookupError), (OSError, Exception), (KeyboardInterrupt, Exception), (UnicodeError, ValueError), (RecursionError, RuntimeError), (GeneratorExit, Exception), (StopIteration, Exception), (ModuleNotFoundError, ImportError)]])
print(IOError is OSError, EnvironmentError is OSError, ConnectionResetError.__mro__[1].__name__, ExceptionGroup.__bases__)
e = UnicodeDecodeError("utf-8", b"abc\xff", 3, 4, "invalid start byte")
print(e, e.encoding, e.object, e.start, e.end, e.reason)
e = UnicodeEncodeError("ascii", "héé", 1, 3, "ordinal not in range(128)")
print(e, e.object, e.start, e.end)
e = SyntaxError("msg", ("file.py", 3, 5, "the text", 3, 8)); print(e, e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset, e.msg)
for bad in (lambda: UnicodeDecodeError(), lambda: UnicodeDecodeError("a", "b", 1, 2, "c"), lambda: BaseException.__new__(int), lambda: ImportError(bad=1), lambda: KeyError(1).missing, lambda: BaseException().with_traceback(5)):
    try: bad()
    except (TypeError, AttributeError) as error: print(type(error).__name__, error)
print(repr(OSError(1, "a")), str(OSError(1, "a")), str(OSError(1, "a", "f")), str(OSError(1, "a", "f", None, "g")), repr(OSError("x")), OSError(1, 2, 3).args, FileNotFoundError(2, "x").errno)
class Multi(ValueError, KeyError): pass
try: raise Multi("m")
except KeyError as error: print(repr(error), isinstance(error, ValueError), str(error))
class E(Exception):
    def __eq__(self, other): return isinstance(other, E)
    def __bool__(self): return False
    __hash__ = None
try: raise E
except Exception as error: print(error == E(), not error)
try:
    try: raise E
    finally: print("falsy exceptions propagate")
except E: print("caught falsy")
x = ValueError("a"); y = ValueError("a"); print(x == y, x == x, hash(x) == hash(x), x.with_traceback(None) is x, x.__traceback__, isinstance(ValueError.__doc__, str), x.__class__.__name__, x.__reduce__()[1], BaseException.__init__.__name__)
