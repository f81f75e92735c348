# What split(), subgroup() and derive() keep; subclasses of groups.
class MyGroup(ExceptionGroup):
    def __new__(cls, message, excs, code=0):
        self = super().__new__(cls, message, excs)
        self.code = code
        return self
    def derive(self, excs): return MyGroup(self.message, excs, self.code)
g = MyGroup("eg", [ValueError(1), TypeError(2), ExceptionGroup("in", [ValueError(3), OSError(4)])], 42)
g.add_note("a note"); g.__cause__ = KeyError("cause"); g.__context__ = IndexError("context")
try:
    raise g
except MyGroup as e:
    m, r = e.split(ValueError)
for p in (m, r):
    print(type(p).__name__, p.code, p.exceptions, p.__notes__, repr(p.__cause__), repr(p.__context__), p.__traceback__ is g.__traceback__)
m.add_note("other"); print(g.__notes__, m.__notes__)
g.__notes__ = ("tuple",)
print(getattr(g.subgroup(TypeError), "__notes__", None))
g.__notes__ = 5
try:
    print(getattr(g.subgroup(TypeError), "__notes__", None))
except TypeError as e:
    print(e)
class Same(ExceptionGroup):
    pass
s = Same("s", [ValueError(1), TypeError(2)])
print(type(s.subgroup(ValueError)).__name__, type(s.derive([KeyError()])).__name__, s.subgroup((ValueError, TypeError)) is s, s.split(Same))
print(s.subgroup(lambda e: isinstance(e, TypeError)), s.split(OSError), s.subgroup(OSError))
class Bad(ExceptionGroup):
    def derive(self, excs): return 42
for f in (lambda: Bad("b", [ValueError(1), KeyError(2)]).split(ValueError), lambda: s.split(5), lambda: s.split((ValueError, 5)), lambda: s.subgroup([ValueError]),
          lambda: ExceptionGroup("x", []), lambda: ExceptionGroup("x", [1]), lambda: ExceptionGroup("x", 5), lambda: ExceptionGroup(5, [ValueError()]),
          lambda: ExceptionGroup("x", [KeyboardInterrupt()]), lambda: ExceptionGroup("x"), lambda: type(BaseExceptionGroup("x", [ValueError()])).__name__,
          lambda: type(BaseExceptionGroup("x", [KeyboardInterrupt()])).__name__, lambda: ExceptionGroup("x", (e for e in [ValueError()]))):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
try:
    class E2(BaseExceptionGroup, OSError): pass
except TypeError as e:
    print("TypeError", e)
class Nested(ExceptionGroup, ValueError): pass
n = Nested("n", [KeyError(1)])
try:
    raise n
except* ValueError as e:
    print(type(e).__name__, e is n, e.exceptions)
print(str(g), repr(s), s.args, s.message, s.exceptions)
try:
    s.message = "x"
except AttributeError as e:
    print(e)
h = ExceptionGroup("h", [ValueError(1), TypeError(2)])
print(h.__suppress_context__, h.split(ValueError)[0].__suppress_context__, h.subgroup(TypeError).__suppress_context__)
