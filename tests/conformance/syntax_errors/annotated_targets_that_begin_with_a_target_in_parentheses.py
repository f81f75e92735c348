# CPython takes a name, attribute or subscript in parentheses for the whole target, and then misses the colon.
for source in ("(f).a: int = 1", "(f.a).b: int", "((f)).x: int", "(f())[0]: int", "(a + b).x: int = 1", "(f)(): int", "(f)[0].b.c: int",
               "(f)().b: int", "(f).a", "(a.b): int", "(a[0]): int = 2", "((a)): int", "(a, b).c: int", "(yield).c: int", "(a := 1).b: int",
               "f.a[0]().c: int", "\n  (f).a: int", "x = 1; (f\n).a: (int)", "(f).a = 1", "(f).a += 1"):
    try:
        compile(source, "<text>", "exec")
        print(repr(source), "compiles")
    except SyntaxError as error:
        print(repr(source), error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset)
