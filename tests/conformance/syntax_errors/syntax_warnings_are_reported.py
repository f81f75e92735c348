# SPDX-License-Identifier: MIT
import sys
class Capture:
    def __init__(self): self.text = ""
    def write(self, s): self.text += s
    def flush(self): pass
def warnings_of(source):
    real, sys.stderr = sys.stderr, Capture()
    try:
        compile(source, "file.py", "exec")
        return [line for line in sys.stderr.text.splitlines() if "Warning" in line]
    except SyntaxError as error:
        return ["SyntaxError", error.msg]
    finally:
        sys.stderr = real
for source in ["x is 1", "x is not 'a'", "x is ()", "x is None", "x is ...", "1 is x", "assert (1, 'always true')", "assert (x, y)", "assert ()", "1()", "'a'()", "[1]()", "{}()", "(1, 2)(3)", "f'{x}'()", "None()", "1[0]", "None[0]", "(lambda: 0)[0]", "{1}[0]", "'a'['b']", "[1]['b']", "[1][1.0]", "'a'[None]", "(1, 2)[x]", "[1][0]", "'\\d'", "b'\\d'", "r'\\d'", "'\\400'", "b'\\777'", "f'\\d{x}'", "1if x else y", "0x1for x in y", "1or 2", "1_0and 2", "1in x", "x = 5", "def f(): x is 5"]:
    print(repr(source), warnings_of(source))
