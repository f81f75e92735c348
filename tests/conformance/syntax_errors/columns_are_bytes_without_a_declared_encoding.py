# SPDX-License-Identifier: MIT
def attempt(source):
    try:
        compile(source, "<columns>", "exec")
    except SyntaxError as e:
        print(ascii(source), ascii(e.args))


for text in ["é = 1 +\n", "é é\n", "é)\n", "é = '\n", "é = 01\n", "é = 1a\n", "é = (\n", "é = $\n", "é = €\n", "if é:\n  é\n é\n", "é(a for é in b, c)\n", "x = f'é{ü ü}'\n", "x = f'é{ü 1a}'\n", "x = f'é{ü!x}'\n", "'é\\xg'\n",
             "try:\n  é", "'''é''' '''ü\nü''' ü\n", "é; return\n", "é, ü = x = 1 = 2\n", "def f(é=1, ü): pass\n"]:
    attempt(text)
    attempt(text.encode())
    attempt(b"\xef\xbb\xbf" + text.encode())
    attempt(b"# coding: utf-8\n" + text.encode())
attempt("# coding: latin-1\né é\n")
attempt("# coding: latin-1\né é\n".encode("latin-1"))
