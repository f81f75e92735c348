# SPDX-License-Identifier: MIT
for source in ["if a: b", "if a: b\n", "if a: b #c", "if a: b\n#c", "if a:\n  b", "if a:\n  b\n  ", "if a:\n  b\n#c", "if a:\n  if b:\n    c", "class A: b", "@a\ndef f():\n  b", "if a: b\nelse: c", "if a: b;", "match a:\n case 1: b", "match a: b", "a", "a\n", "a #c", "a;", "\nif a: b", ""]:
    try:
        compile(source, "<prompt>", "single")
    except SyntaxError as e:
        print(repr(source), type(e).__name__, e.args)
    else:
        print(repr(source), "compiles")
