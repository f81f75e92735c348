# SPDX-License-Identifier: MIT
import warnings

for source in [r"'\d'", r"b'\d'", r"'\400'", r"b'\777'", r"'a' '\d'", r"'\d\e'", "'''\n\n\\d'''", "x = ('a'\n'\\d')", "(\n'\\d'\n'\\d')", r"f'\d{x}'", r"f'{x}\d'", r"f'{x:\d}'", r"f'\{x}'", r"f'{x}\{y}'", r"f'\{{x}}'", r"rf'\{x}'",
               r"'\d' 1", r"print('\d'", r"'\d' + '\e'; 1(2)", "1if x else 2", "0x1for x in y", "0b1and 3", "0o7not in x", "1jif x else 3", "1else", "f'{1if x else 2}'", "[0x1for x in y]", "x is 1", "x is not 'a'", "x is -1", "1(2)",
               "'a'['b']", "[1] (2)", "[(1, 2) (3, 4)]", "assert (x, 'message')", "def f():\n    x is 1\n    '\\d'"]:
    for action in "always", "error":
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter(action)
            try:
                compile(source, "<warnings>", "exec")
                outcome = "compiles"
            except SyntaxError as e:
                outcome = (type(e).__name__,) + e.args
        print(action, ascii(source), ascii(outcome), [(w.category.__name__, str(w.message), w.lineno) for w in seen])

warnings.simplefilter("ignore")
print(ascii(eval(r"f'a\{1}b'", {})), ascii(eval(r"'\400'")), eval(r"b'\777'"))
