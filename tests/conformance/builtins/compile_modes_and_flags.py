# SPDX-License-Identifier: MIT
code = compile("a = 1\nb = a + 1", "<test>", "exec"); ns = {}; exec(code, ns); print(ns["b"], code.co_filename, code.co_name, code.co_names, code.co_consts, code.co_argcount, code.co_nlocals, code.co_firstlineno)
print(eval(compile("1 + 2", "x", "eval")), exec(compile("for i in range(2): i\n", "x", "single")), eval("[i for i in range(3)]"))
exec(compile("1 + 1\n", "x", "single")); exec(compile("x = 5; x * 2; None\n", "x", "single")); exec(compile("if 1:\n  'shown'\n", "x", "single"))
def f(a, b=2, *args, c, **kw):
    "doc"
    local = a
    def inner(): return local
    return [x for x in inner()]
c = f.__code__
print(c.co_varnames, c.co_cellvars, c.co_freevars, c.co_argcount, c.co_kwonlyargcount, c.co_nlocals, c.co_name, c.co_qualname, c.co_flags, c.co_consts[0], c.co_stacksize > 0, len(c.co_code) % 2, c.co_names)
print([k.co_name for k in c.co_consts if hasattr(k, "co_name")], c.co_firstlineno, list(c.co_lines())[0][2], c == f.__code__, hash(c) == hash(c), type(c).__name__)
for source, mode in [("1 +", "eval"), ("x = 1", "eval"), ("1; 2", "eval"), ("a\nb", "single"), ("", "eval"), ("", "exec"), ("", "single"), ("pass", "nope"), ("\x00", "exec"), ("1", "exec"), ("return 1", "exec"), ("yield 1", "exec"), ("break", "exec"), ("continue", "exec"), ("await x", "exec"), ("class A: return", "exec"), ("def f(): break", "exec"), ("if 1: pass\nelse if 2: pass", "exec"), ("  1", "eval"), ("  1", "exec"), ("1 # comment", "eval"), ("\n\n5\n\n", "eval"), ("'a' 'b'", "eval"), ("lambda: (yield)", "eval"), (b"5", "eval"), ("5", "eval")]:
    try: result = compile(source, "s", mode); print(repr(source), mode, "ok", eval(result) if mode == "eval" and "yield" not in str(source) else "")
    except (SyntaxError, ValueError) as error: print(repr(source), mode, "->", type(error).__name__, error)
for bad in (lambda: compile(), lambda: compile(5, "f", "exec"), lambda: compile("1", 5, "exec"), lambda: eval(5), lambda: exec(5), lambda: eval("1", 5), lambda: exec("1", {}, 5), lambda: eval()):
    try: bad()
    except TypeError as error: print(error)
g = compile("lambda n: n and n + g.counter", "s", "eval"); g2 = eval(g, {"g": type("G", (), {"counter": 10})}); print(g2(0), g2(5))
d = {}; exec("def h(x):\n    return x * k", d); d["k"] = 3; print(d["h"](4), sorted(k for k in d if k != "__builtins__"))
code2 = c.replace(co_name="renamed"); print(code2.co_name, c.co_name, code2 == c); lines = compile("\n\nx = 1\n\ny = 2\n", "s", "exec"); print(sorted({l for _, _, l in lines.co_lines() if l}))
print([n for n in compile("global a\na = b = c\nimport d.e\nfrom f import g as h\nx.y.z(k=1)", "s", "exec").co_names]); print(compile("def f():\n x = 1\n return lambda: x", "s", "exec").co_consts[0].co_cellvars, compile("1_000 + 2", "s", "eval").co_consts, compile("(1, 2, ('a', b'c'), None, ..., 1.5, 2j, True)", "s", "eval").co_consts, compile("'doc'\nx", "s", "exec").co_consts[0])
