# split(), subgroup() and derive(): what the parts keep of cause, context, notes, traceback.
class Derives(ExceptionGroup):
    def derive(self, exceptions):
        return Derives(self.message, exceptions)


class Plain(ExceptionGroup):
    pass


for kind in (Derives, Plain, ExceptionGroup):
    group = kind("g", [ValueError(1), kind("h", [TypeError(2), OSError(3, "x")])])
    group.__cause__ = KeyError("cause")
    group.__suppress_context__ = False
    group.__context__ = IndexError("context")
    for notes in (["a note"], ("tuple",), "text", 5, None, {"a": 1}):
        group.__notes__ = notes
        for part in (*group.split(TypeError), group.subgroup(OSError), group.subgroup(lambda e: True), *group.split(MemoryError)):
            if part is None:
                print(None)
                continue
            print(type(part).__name__, part is group, part.exceptions, getattr(part, "__notes__", "none"), repr(part.__cause__), repr(part.__context__), part.__suppress_context__)
