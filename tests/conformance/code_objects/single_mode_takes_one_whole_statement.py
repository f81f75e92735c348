# "single" mode: one statement; a compound one must end like at a prompt. Two flags tell codeop whether more text could help.
DONT_IMPLY_DEDENT, ALLOW_INCOMPLETE_INPUT = 0x200, 0x4000

TEXTS = ("1", "x = 1; x", "x = 1;", "x = 1\ny = 2", "pass\n", "return\n", "if 1: 5", "if 1: 5\n", "if 1:", "if 1:\n", "if 1:\n  5", "if 1:\n  5\n",
         "if 1:\n  if 2:\n    3", "for x in y:\n pass\n\n", "try:\n  1\n", "try:\n 1\nexcept A:\n", "@a", "@a\n", "x = (", "x = [1,\n2",
         "def f(\n", "lambda", "1 +", "1 +\n", '"""a\nb', "f('''", "é = (", "if 1:\n  x = é", "", "# c", "\n", "'abc", "x = )")

for text in TEXTS:
    for mode in ("single", "exec"):
        for flags in (0, DONT_IMPLY_DEDENT, ALLOW_INCOMPLETE_INPUT, DONT_IMPLY_DEDENT | ALLOW_INCOMPLETE_INPUT):
            try:
                compile(text, "f", mode, flags)
                print(repr(text), mode, hex(flags), "is complete")
            except SyntaxError as error:
                print(repr(text), mode, hex(flags), type(error).__name__, error.args)
