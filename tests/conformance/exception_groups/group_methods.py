# SPDX-License-Identifier: MIT
g = ExceptionGroup("message", [ValueError("a"), ExceptionGroup("sub", [TypeError("b"), ValueError("c")]), KeyError("d")])
print(g, repr(g), g.message, len(g.exceptions), type(g.exceptions).__name__, isinstance(g, Exception), g.args[0])
print(repr(g.subgroup(ValueError)), repr(g.subgroup((KeyError, TypeError))), g.subgroup(OSError), repr(g.subgroup(lambda e: "c" in str(e.args))), g.subgroup(ExceptionGroup) is g)
match, rest = g.split(ValueError); print(repr(match), repr(rest))
match, rest = g.split(Exception); print(match is g, rest); match, rest = g.split(OSError); print(match, repr(rest) == repr(g))
print(repr(g.derive([KeyError(1)])), str(ExceptionGroup("one", [ValueError()])), str(ExceptionGroup("two", [ValueError(), KeyError()])))
print(type(BaseExceptionGroup("b", [ValueError()])).__name__, type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__, issubclass(ExceptionGroup, BaseExceptionGroup), ExceptionGroup.__mro__[1:3])
for bad in (lambda: ExceptionGroup("m", []), lambda: ExceptionGroup("m"), lambda: ExceptionGroup(), lambda: ExceptionGroup(5, [ValueError()]), lambda: ExceptionGroup("m", [5]), lambda: ExceptionGroup("m", ValueError()), lambda: ExceptionGroup("m", [ValueError]), lambda: ExceptionGroup("m", [KeyboardInterrupt()]), lambda: g.subgroup(5), lambda: g.split("x"), lambda: g.derive(5)):
    try: bad()
    except (TypeError, ValueError) as error: print(type(error).__name__, error)
try: g.exceptions = ()
except AttributeError as error: print(error)
class MyGroup(ExceptionGroup):
    def __new__(cls, message, errors, code):
        self = super().__new__(cls, message, errors); self.code = code
        return self
    def derive(self, errors): return MyGroup(self.message, errors, self.code)
m = MyGroup("mine", [ValueError(1), TypeError(2)], 7); m.add_note("noted")
part, rest = m.split(ValueError)
print(repr(part), part.code, rest.code, part.__notes__, type(rest).__name__)
try:
    try: raise m from KeyError("cause")
    except* ValueError as eg: print(type(eg).__name__, eg.code, repr(eg.__cause__), eg.__notes__)
except MyGroup as rest: print(repr(rest), rest.code, repr(rest.__cause__))
def leaves(e): return [x for s in e.exceptions for x in leaves(s)] if isinstance(e, BaseExceptionGroup) else [e]
print(leaves(g), [str(x) for x in leaves(g)])
deep = ValueError("leaf")
for i in range(20): deep = ExceptionGroup(str(i), [deep])
print(repr(deep.subgroup(ValueError)).count("ExceptionGroup"), repr(leaves(deep)), deep.subgroup(KeyError))
try: raise ExceptionGroup("g", [ValueError("x")])
except ValueError: print("no")
except ExceptionGroup as error: print("plain except catches the group itself", error.exceptions[0])
