SOURCES = ("x = 1\\\n ", "x = 1\\\n\t\f ", "\\\n ", " \\\n ", "\\\n\\\n ", "x = 1\n\\\n  ", "x = 1\\\n", "\\\n", "x = \\\n ",
           "if 1:\n  x = 1\\\n ", "if 1:\n  x = 1\n  \\\n ", "(1,\\\n ", "x = 1 \\\n # comment")
for source in SOURCES:
    try:
        print(repr(source), compile(source, "text", "exec").co_code.hex())
    except SyntaxError as error:
        print(repr(source), type(error).__name__, error.msg, error.lineno, error.offset)
