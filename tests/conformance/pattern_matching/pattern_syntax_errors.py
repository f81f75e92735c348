# SPDX-License-Identifier: MIT
cases = ["x", "x | y", "[x, x]", "{'a': x, 'b': x}", "{**x, 'a': 1}", "{**_}", "[*a, *b]", "C(x=1, x=2)", "C(x=1, 2)", "x.y()", "1 + 2", "f'{x}'", "-x", "1 + 2j", "-1 + 2j", "a.b | c", "_ | 1", "1 | _", "x as _", "x as y.z", "1 as x", "*x", "*x, y", "(*x)", "{x: 1}", "{a.b: 1}", "{1: x, 1: y}", "{'a': 1, 'a': 2}", "{True: 1, 1: 2}", "C(*x)", "C(**x)", "1 if x else 2", "lambda: 1", "x if x > 1", "[x] if x", "(x) as y", "x | 1 as y", "(1 | 2) as x", "1.5", "1.5 + x", "None.x", "not x", "x[0]", "...", "1 +1j", "2j + 1", "'a' + 'b'", "[1, *_, 2]", "(a := 1)", "C(a, b=c)", "{-1: x}", "{1 + 2j: x}", "{'a' 'b': x}", "{f'{a}': x}", "True | False", "x, y", "x,", "()", "[]", "{}", "C()", "a.b.C(1)", "print", "case", "match", "_", "{'x': _, **rest}", "0x1F", "b'' | u''"]
for pattern in cases:
    source = f"match subject:\n    case {pattern}:\n        pass\n"
    try:
        compile(source, "m", "exec"); print(pattern, "-> ok")
    except SyntaxError as error: print(pattern, "->", error.msg)
for source in ["match x:\n  case a: pass\n  case b: pass", "match x:\n  pass", "match x:\ncase y: pass", "match:\n  case x: pass", "match x: case y: pass", "match x:\n  case 1: pass\n  else: pass", "match x:\n  case y pass", "match x:\n  case _: pass\n  case 1: pass", "match x:\n  case a if b: pass\n  case c: pass", "case x: pass", "match x\n  case 1: pass", "match (x):\n  case 1: pass", "match = 1", "match.x", "match[0]", "match(x)", "match * x", "match x, y:\n  case _: pass", "match x:\n  case (1 | x): pass\n  case 2: pass", "match -x:\n case 1: pass", "match not x:\n case 1: pass", "match x := 5:\n case 1: pass", "match [x]:\n case 1: pass", "match lambda: 1:\n case 1: pass", "match yield:\n case 1: pass", "match await x:\n case 1: pass", "print(match x)"]:
    try: compile(source, "m", "exec"); print(repr(source), "-> ok")
    except SyntaxError as error: print(repr(source), "->", type(error).__name__, error.msg)
