# What compile() takes as source, mode and optimisation level, and what it says to the rest.
def show(what, call):
    try:
        result = call()
        print(what, result if not hasattr(result, "co_code") else result.co_consts)
    except Exception as error:
        print(what, type(error).__name__, error)


TEXT = '"doc"\nassert 0\nx = __debug__'
for level in (-2, -1, 0, 1, 2, 3, None, "1", 1.0, True, 2**40):
    show(("optimize", level), lambda: compile(TEXT, "f", "exec", optimize=level))
for mode in ("exec", "eval", "single", "func_type", "nope", "", None, b"exec"):
    show(("mode", mode), lambda: compile("1", "f", mode))
for source in ("x = 1", b"x = 1", bytearray(b"x = 1"), memoryview(b"x = 1"), 1, None, ["x"], "x\0", b"x\0",
               b"# coding: latin-1\nx = '\xe9'", "# coding: latin-1\nx = 'é'", "# coding: nope\nx = 2", b"\xef\xbb\xbfx = 3", 'x = "\ud800"'):
    show(("source", repr(source)[:30].partition(" at ")[0]), lambda: compile(source, "f", "exec"))
for source in (" \t 1 + 1", "1 + 1\n\n", b"  2", bytearray(b"3"), "x = 1", "", "1\0"):
    show(("eval", source), lambda: eval(source))
for name in ("f", b"f", 1, None):
    show(("filename", name), lambda: compile("1", name, "exec").co_filename)
show("dont_inherit", lambda: compile("1", "f", "exec", 0, 2**70))
show("dont_inherit", lambda: compile("1", "f", "exec", 0, "no"))
show("keywords", lambda: compile(source="1", filename="f", mode="eval", flags=0, dont_inherit=False, optimize=-1, _feature_version=-1))
