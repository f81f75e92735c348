# SPDX-License-Identifier: MIT
def attempt(source):
    try:
        exec(source)
    except BaseException as error:
        print(source, "->", type(error).__name__, error.args, error)

for source in ["raise ValueError", "raise ValueError()", "raise ValueError('m')", "raise ValueError('a', 'b')", "raise KeyError('k')", "raise KeyError", "raise 5", "raise 'text'", "raise int", "raise None", "raise", "raise ValueError from 5", "raise ValueError from None",
               "raise ValueError('x') from KeyError", "raise ValueError(1) from KeyError(2)", "assert 0", "assert 0, 'msg'", "assert 0, (1, 2)", "assert [], None", "raise OSError(2, 'No such file')", "raise OSError(2, 'msg', 'file')", "raise StopIteration(5)", "raise SystemExit(3)", "raise KeyboardInterrupt", "raise ImportError('m', name='n')", "raise AttributeError('a', name='n', obj=5)",
               "raise UnicodeDecodeError('utf-8', b'ab', 0, 1, 'why')", "raise UnicodeEncodeError('ascii', 'é', 0, 1, 'why')", "raise NotImplementedError", "raise Exception(Exception('inner'))", "raise NotImplemented", "raise type('Dyn', (Exception,), {})('d')", "raise SyntaxError('m', ('f', 1, 2, 't'))"]:
    attempt(source)
class Custom(Exception):
    def __init__(self, code, **info):
        super().__init__(code)
        self.code, self.info = code, info
    def __str__(self): return f"custom {self.code} {self.info}"
try:
    raise Custom(5, why="test")
except Custom as error:
    print(error, repr(error), error.args, error.code)
class NoInit(Exception): pass
print(repr(NoInit()), repr(NoInit(1)), repr(NoInit(1, "b")), str(NoInit()), str(NoInit(1)), str(NoInit(1, 2)), str(KeyError("k")), str(KeyError(1, 2)), NoInit(1).args)
class Bad(Exception):
    def __new__(cls, *args): return 5
try:
    raise Bad
except TypeError as error: print(error)
class FailsInit(Exception):
    def __init__(self): raise KeyError("in init")
try:
    raise FailsInit
except KeyError as error: print(repr(error))
e = ValueError("same")
for _ in range(2):
    try: raise e
    except ValueError as caught: print(caught is e, end=" ")
print()
e.args = (1, 2); print(e, repr(e), e.args); e.args = "ab"; print(e.args)
try: e.args = 5
except TypeError as error: print(error)
e.custom = 1; print(vars(e)); e.add_note("note one"); e.add_note("note two"); print(e.__notes__)
try: e.add_note(5)
except TypeError as error: print(error)
try: ValueError(x=1)
except TypeError as error: print(error)
print(OSError(2, "msg").errno, OSError(2, "m").strerror, OSError(2, "m", "f").filename, type(OSError(2, "m")).__name__, type(OSError(13, "m")).__name__, OSError("one").errno, StopIteration(7).value, SystemExit("x").code, SystemExit(1, 2).code, ImportError("x", path="p").path, NameError("x", name="y").name)
