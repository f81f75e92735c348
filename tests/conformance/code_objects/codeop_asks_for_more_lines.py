# codeop: complete, incomplete, or wrong?
import codeop
import warnings

warnings.simplefilter("ignore")

TEXTS = ("1", "if 1:", "if 1:\n  5", "if 1:\n  5\n", "x = (", "x = )", '"""a', "def f():\n  pass", "def f():\n  pass\n", "@a", "", "# c", "1 +",
         "from __future__ import annotations", "x: 1 + 1", "try:", "try:\n  1\n", "\\", "a \\", "if 1:\n  5\nelse:", "class A:", "lambda", "[1,",
         'f"{', "return", "a b")

for text in TEXTS:
    for symbol in ("single", "exec", "eval"):
        try:
            code = codeop.compile_command(text, symbol=symbol)
            print(repr(text), symbol, "incomplete" if code is None else "complete")
        except SyntaxError as error:
            print(repr(text), symbol, type(error).__name__, error)

compiler = codeop.CommandCompiler()
print(compiler("from __future__ import annotations") is not None, hex(compiler("x: 1").co_flags))
