# SPDX-License-Identifier: MIT
"""Programs that CPython 3.11 rejects, at least one for each of its messages, on minipy and on CPython:

    python3.11 tests/conformance/malformed.py [--minipy build/release/minipy] [--show N]

Type, message, place and source line of the exception must agree, and what the two print when the program is run as a file,
carets included. The programs are made from tables: wrong things, times the places where they may stand; the files of the
installed library that CPython rejects are run, too.
"""

import argparse
import ast
import collections
import itertools
import multiprocessing
import pathlib
import subprocess
import sys
import tempfile

import verdicts

ROOT = pathlib.Path(__file__).resolve().parents[2]

# ---------------------------------------------------------------- targets

NO_TARGETS = ["f()", "a + b", "-a", "not a", "1", "'s'", "b''", "f'{a}'", "None", "True", "...", "__debug__", "a < b", "a if b else c",
              "lambda: a", "{}", "{1: 2}", "{1, 2}", "(yield)", "[x for x in y]", "{x for x in y}", "{x: y for x in y}",
              "(x for x in y)", "a and b", "(a, 1)", "[a, f()]", "*a", "(*a)", "f().g()", "a.b()", "1 .real + 2", "a := 1"]
TARGET_PLACES = ["{} = 1\n", "x = {} = 1\n", "{} += 1\n", "for {} in y: pass\n", "with a as {}: pass\n", "del {}\n", "[z for {} in y]\n",
                 "({} := 1)\n", "{}: int = 1\n", "f({}=1)\n", "import a as {}\n", "def f({}): pass\n", "(a, {}) = 1\n", "async def f():\n    async for {} in y: pass\n"]

# ---------------------------------------------------------------- statements

HEADERS = ["if a", "while a", "for a in b", "def f()", "def f() -> int", "class A", "class A(B)", "try", "with a", "with a as b", "with (a, b)",
           "else", "elif a", "finally", "except", "except A", "except A as b", "except* A", "match a", "async def f()", "lambda", "case 1"]
AFTER_HEADERS = ["{}\n    pass\n", "{}:\npass\n", "{}:\n", "{} = 1:\n    pass\n", "{} pass\n", "x = 1\n{}:\n    pass\n",
                 "if a:\n    {}:\n    pass\n", "try:\n    pass\n{}:\n"]
STATEMENTS = """
print a
print 'a', b
print a + b
exec 'a'
raise a, b
import
import a.
import a as
import a, 
from a import
from a import (
from a import b,
from a import (b, c
from . import *, a
from a import b as c.d
from import a
from .. import
global
global a.b
global a b
nonlocal a,
return return
pass 1
break 1
continue a
del
del a b
del (a
assert
assert a, b, c
assert (a, b) c
a b
a b c
a = 
= a
a = = b
a == 
a ! b
a !
a <> b
a ? b
a $ b
a `b`
a || b
a && b
a++
a--b--
++
a = b c
a = (b c)
a = [b c]
a = {b c}
a = {b: c d: e}
a = {b: }
a = {b: c, d}
a = {b, c: d}
a = {b: *c}
a = {**b for c in d}
a = {*b: c}
a = {b: c for d in e, f}
a = [b, c for d in e]
a = (b, c for d in e)
a = [*b for c in d]
a = (*b for c in d)
f(a b)
f(a, b c)
f(a for b in c, d)
f(a, b for c in d)
f(a=1, b)
f(**a, b)
f(**a, *b)
f(a=1, a=2)
f(a.b=1)
f(a+b=1)
f(1=2)
f(None=1)
f(True=2)
f(a=)
f(a=1, b=)
f(*)
f(**)
f(, a)
f(a,, b)
f(a
f(a]
f[a)
f{a}
f(a, lambda b: c d)
f(a := 1 b)
f(a if b)
f(a if b else)
a if b
a if b else
(a if b)
[a if b]
a[b c]
a[]
a[b:c:d:e]
a[*b c]
a.1
a.b.
a..b
.a
a.None
a.def
class
class A B
class A(
class A(B for C in D)
class 1
class A.B: pass
def
def f
def f(
def f():
def f(a
def f(a b): pass
def f(a, a): pass
def f(a=1, b): pass
def f(a, *): pass
def f(*, **a): pass
def f(*a, *b): pass
def f(**a, b): pass
def f(**a, **b): pass
def f(*a=1): pass
def f(**a=1): pass
def f(*, a=1, *, b): pass
def f(/): pass
def f(/, a): pass
def f(a, /, b, /): pass
def f(*, a, /): pass
def f(*a, /): pass
def f(a, (b, c)): pass
def f((a)): pass
def f(a: int=): pass
def f(a=): pass
def f(1): pass
def f('a'): pass
def f(None): pass
def f(a.b): pass
def f(*, a, *b): pass
def f(**a,): pass
def f(a) -> : pass
def f(a): -> int
def 1(): pass
def f() pass
lambda a b: c
lambda a, a: b
lambda a=1, b: c
lambda *: a
lambda *, **a: b
lambda *a, *b: c
lambda **a, b: c
lambda *a=1: b
lambda **a=1: b
lambda a, /, b, /: c
lambda /: a
lambda *, a, /: b
lambda (a, b): c
lambda (a): b
lambda a=: b
lambda a
lambda a:
lambda: (yield
async
async a
async def
async with a
async for a in b
await
yield = 1
x = yield = 1
yield from
(yield) = 1
with
with a as
with a as b, : pass
with (a as b, c as d: pass
with (a as 1): pass
with a, b as f(): pass
for
for a
for a in
for a in : pass
for a b in c: pass
for 1 in a: pass
for a in b c: pass
for (a, b in c: pass
for x in range(10) pass
while
while a b: pass
while : pass
if
if : pass
if a = 1: pass
if a = b: pass
if a.b = c: pass
if a[b] = c: pass
if (a = 1): pass
if a: b else: c
if a b: pass
while a = 1: pass
elif a: pass
else: pass
a = b = 
a += 
a += b = c
a + = b
a: int: str
a: 
(a): int
(a, b): int
[a, b]: int
a, b: int
f(): int
1: int
a: int = 
x = {a, b
x = [a, (b, c]
x = (a, [b, c)
x = )
x = ]
x = }
(((
)))
@
@a
@a b
@a\nx = 1
@def f(): pass
not
a not b
a not
a is
a is not
a in
a not in
a and
a or
a +
a *
a **
* a
*a
*a = b
*a, *b = c
a, *b, *c = d
[*a, *b] = c
print(*)
x = *a
x = *a, *
del *a
del (a, *b)
del a, f()
return
yield
await a
'a' 'b' b'c'
b'a' 'c'
x = 'a' 1
x = a 'b'
x = 1 'b'
x = 1 a
None = 1
True: int = 1
__debug__ = 1
def f(__debug__): pass
import __debug__
from a import b as __debug__
class __debug__: pass
a.__debug__ = 1
f(__debug__=1)
del __debug__
for __debug__ in a: pass
with a as __debug__: pass
lambda __debug__: 1
(__debug__ := 1)
a := 1
a = b := 1
(a := 1, b := 2) := 3
(a.b := 1)
(a[0] := 1)
(a, b := 1) = 2
f(a := 1 = 2)
[a := 1 for a in b]
[a for b in (c := d)]
[(a := b) for a in c]
[a for a in b if (a := c)]
[i + 1 for i in (j := c)]
[[(j := 0) for i in x] for j in y]
class A: [(a := b) for c in d]
class A: [a for a in (b := c)]
lambda: (a := 1) = 2
a = lambda: b := 1
""".strip("\n").split("\n")

# ---------------------------------------------------------------- scopes and places

SCOPES = """
return
return 1
yield 1
await a
yield from a
break
continue
async with a: pass
async for a in b: pass
[a async for a in b]
class A:\n    return 1
class A:\n    yield 1
class A:\n    await a
class A:\n    break
def f():\n    break
def f():\n    continue
def f():\n    await a
def f():\n    async with a: pass
def f():\n    async for a in b: pass
def f():\n    [a async for a in b]
def f():\n    return (a async for a in b) + [a async for a in b]
if a:\n    break
while a:\n    def f():\n        break
for a in b:\n    class A:\n        continue
for a in b: pass\nelse:\n    break
async def f():\n    yield 1\n    return 2
async def f():\n    yield from a
async def f():\n    return [(yield) for a in b]
async def f():\n    def g():\n        await a
def f():\n    from a import *
class A:\n    from a import *
def f(a):\n    global a
def f(a):\n    nonlocal a
def f():\n    nonlocal a
nonlocal a
class A:\n    nonlocal a
def f():\n    a = 1\n    global a
def f():\n    print(a)\n    global a
def f():\n    a: int\n    global a
def f():\n    global a\n    a: int
def f():\n    global a\n    nonlocal a
def f():\n    a = 1\n    def g():\n        a = 2\n        nonlocal a
def f():\n    a = 1\n    def g():\n        print(a)\n        nonlocal a
def f():\n    a = 1\n    def g():\n        a: int\n        nonlocal a
def f():\n    global a\n    def g():\n        nonlocal a
def f():\n    import a\n    global a
def f():\n    for a in b: pass\n    global a
def f():\n    class a: pass\n    global a
def f():\n    def a(): pass\n    nonlocal a
def f():\n    global a, b, a\n    b = 1\n    global b
a = 1\nglobal a
a: int\nglobal a
print(a)\nglobal a
from __future__ import braces
from __future__ import nothing_like_this
from __future__ import annotations, nothing_like_this
from __future__ import *
a = 1\nfrom __future__ import annotations
def f():\n    from __future__ import annotations
'doc'\n'more'\nfrom __future__ import annotations
import a; from __future__ import annotations
[(yield) for a in b]
{(yield) for a in b}
{(yield): 1 for a in b}
((yield) for a in b)
def f():\n    [(yield) for a in b]
def f():\n    return [(yield from c) for a in b]
def f(a=(yield)): pass
class A((yield)): pass
class A:\n    [(yield 1) for a in b]
lambda: (yield) = 1
def f(): x = (yield) = 1
def f(a: (yield)): pass
from __future__ import annotations\ndef f(a: (yield)): pass
from __future__ import annotations\ndef f() -> (a := 1): pass
from __future__ import annotations\na: (yield)
from __future__ import annotations\nasync def f():\n    a: (await b)
def f():\n    try:\n        pass\n    except* A:\n        return
for a in b:\n    try:\n        pass\n    except* A:\n        break
for a in b:\n    try:\n        pass\n    except* A:\n        continue
while a:\n    try: pass\n    except* A:\n        for b in c: pass\n        else: continue
try: pass\nexcept: pass\nexcept A: pass
try: pass\nexcept A: pass\nexcept: pass\nexcept B: pass
try: pass\nexcept A: pass\nexcept* B: pass
try: pass\nexcept* A: pass\nexcept B: pass
try: pass\nexcept*: pass
try: pass\nexcept* A: pass\nexcept: pass
try: pass\nexcept A, B: pass
try: pass\nexcept A, B as c: pass
try: pass\nexcept* A, B: pass
try: pass\nexcept A as b.c: pass
try: pass\nexcept A as 1: pass
try: pass\nexcept (A, B: pass
try: pass\nexcept A\n    pass
try: pass\nexcept\n    pass
try: pass\nexcept A as\n    pass
try: pass\nexcept* A\n    pass
try: pass
try:\n    a = 1\nb = 2
try:\n    a = 1\nelse:\n    pass
try: pass\nfinally: pass\nexcept: pass
try: pass\nexcept: pass\nelse: pass\nelse: pass
""".strip("\n").split("\n")

# ---------------------------------------------------------------- patterns

PATTERNS = """
case a, a: pass
case [a, *b, *c]: pass
case {1: a, **b, 2: c}: pass
case {**b, **c}: pass
case {a: 1}: pass
case {1: a, 1: b}: pass
case {'a': 1, "a": 2}: pass
case {**_}: pass
case {1: _, **_}: pass
case A(b=1, b=2): pass
case A(b=1, 2): pass
case A(b=1, c, d=2): pass
case a | b: pass
case 1 | a: pass
case a | 1: pass
case _ | 1: pass
case (a | 1) | 2: pass
case [a] | [b]: pass
case a as b.c: pass
case a as _: pass
case a as 1: pass
case 1 as f(): pass
case -a: pass
case 1 + 2: pass
case 1 + a: pass
case 1j + 1: pass
case -1j + 2j: pass
case 1 + -2j: pass
case f'{a}': pass
case a.b(): pass; case
case a.b.c(1)(2): pass
case +1: pass
case not a: pass
case a if: pass
case a if b = 1: pass
case a
case a pass
case : pass
case *a: pass
case *a | b: pass
case (*a): pass
case [a b]: pass
case {a}: pass
case {1}: pass
case {1: a, b}: pass
case a:\npass
case _:\n        pass\n    case 1: pass
case a:\n        pass\n    case b: pass
case (a):\n        pass\n    case [b]: pass
case a | b as c:\n        pass
case [a, [b, a]]: pass
case A(a, b=a): pass
case {1: a, 2: a}: pass
case (a as b) | (c as b): pass
case lambda: 1: pass
case a.b = 1: pass
case 1 2: pass
case ...: pass
case a[0]: pass
case a := 1: pass
case a + b: pass
case {-a: 1}: pass
case {None: a, None: b}: pass
case {1 + 1j: a, 1 + 1j: b}: pass
case {a.b: c, a.b: d}: pass; x = = 1
""".strip("\n").split("\n")

# ---------------------------------------------------------------- tokens

TOKENS = """
x = 'abc
x = "abc
x = 'a\\
x = '''abc
x = \"\"\"abc\\ndef
x = b'abc
x = f'abc
x = rb'\\'
x = f'''abc
x = 0b
x = 0b2
x = 0b12
x = 0o
x = 0o8
x = 0o18
x = 0x
x = 0xg
x = 0x1g
x = 1_
x = 1__0
x = 1_.5
x = 1._5
x = 1e
x = 1e+
x = 1e_5
x = 1e5_
x = 0_x1
x = 0777
x = 007
x = 00_1
x = 1a
x = 1.5a
x = 1jx
x = 1.e5x
x = 0b1_
x = 0x_
x = 1if a else2
x = 5in a
x = f(0int)
x = 1ifx
x = 1.0isx
x = 0b1iny
x = 1jinx
x = 0andy
x = 1forx
def f():\n    for x in y:\n        if a:\n            if b:\n\tc\n            d
def f():\n    with a:\n        if a:\n            try:\n\tx\n            except E:\n                pass
class C:\n    def f(self):\n\t\"\"\"\n        text\n        \"\"\"
def f():\n    def g():\n  \"\"\"words\n        more words\n    \"\"\"
names = [\n    'a',\n    'b'\\ ,\n    'c',\n]
f([1, (2, 3):= ])
f((a):= )
print('x' := % y)
g(h([1, 0:= , 1]))
{1: a := }
x[1:= , (2:= )]
x = 0xfor x in y
x = 1_000_
x = 1__000j
x = \\
x = \\ 1
x = a \\ b
x = a\\b
x = \\u0041
\u00a0x = 1
x = \u201ca\u201d
x = \u2013 1
x = \u20ac
x = a\u200bb
x\u00b2 = 1
\u0660 = 1
x = \uff11
x = (1, 2
x = [1, 2
x = {1: 2
x = (1, 2]
x = [1, (2, 3]
x = {1: (2, 3}
x = (\\n1, 2\\n]
x = (\\n[1, 2\\n)
f(1, [2, 3)
f(\\n    a,\\n    b\\nc = 1
x = [\\n1,\\n2\\ny = 3\\nz = 4
def f(:\\n    pass
x = )
]
x = 1 }
x = 'a' \\
b''\u00e9
b'\u00e9'
x = b'a\u20ac'
rb'\u00e9'
'\\x'
'\\x4'
'\\xg1'
'\\u123'
'\\U1234567'
'\\U00110000'
'\\N'
'\\N{'
'\\N{no such character}'
'\\N{LATIN SMALL LETTER A'
b'\\x'
b'\\xg'
'a' '\\u12'
f'\\N{no}'
f'{a}\\x'
""".strip("\n").split("\n")

FSTRING_INSIDES = ["", " ", "!", "!r", "!x", "!r x", "a!", "a!x", "a!rr", "a! r", "a:{", "a:{b", "a:{b:{c}}", "a:{b:{c:{d}}}", "a b", "a +", "+", "*a", "*", "**a",
                   "lambda", "lambda x: 1", "lambda:1", "(lambda x: 1", "a)", "(a", "[a", "a]", "{a", "a}", "a;b", "a = 1", "a =", "a==", "a:=1", "(a:=1", "yield = 1",
                   "#a", "a#b", "'a", "a\\n", "\\\\", "a['b", "for", "if", "a if b", "return", "import a", "def f(): pass", "a,,b", ",a", "1a", "0x", "1_",
                   "a.", ".a", "a..b", "f(a b)", "f(a=1, b)", "f(**a, *b)", "{a:b", "{a b}", "a!r:{b!x}", "a $ b", "a ? b", "print a", "None = 1", "a not b", "await", "a:{}", "a:{ }", "a=!", "a=!x"]
FSTRINGS = ["f'{{{}}}'\n", "x = f'ab{{{}}}cd'\n", "f'''\n{{{}}}'''\n", "f(f'{{a}}{{{}}}')\n"]
FSTRING_TEXTS = ["f'}'", "f'a}b'", "f'{{}'", "f'{a}}'", "f'{'", "f'{a'", "f'{a!'", "f'{a:'", "f'{a:b'", "f'{a!r'", "f'{a!r:'", "f'{a}' '}' f'}'",
                 "f'{a}' f'{'", "f'{' 'a}'", "'{' f'{a'", "f'{a:}}'", "f'{a:{b}}}'", "F'{'", "rf'{\\\\}'", "f'{((((a))))'", "f'{[}]}'", "f'{(]}'"]

# ---------------------------------------------------------------- layout

LAYOUTS = ["  x = 1\n", "x = 1\n  y = 2\n", "if a:\n  x = 1\n    y = 2\n", "if a:\n    x = 1\n  y = 2\n", "if a:\n\tx = 1\n        y = 2\n",
           "if a:\n        x = 1\n\ty = 2\n", "if a:\n  if b:\n    c\n   d\n", "class A:\n    x = 1\n     def f(): pass\n", "def f():\n    pass\n   pass\n",
           "def f():\n    '''doc'''\n  x = 1\n", "if a:\n# comment\nx = 1\n", "if a:\n    # comment\n", "for a in b:\n\n\nc\n", "try:\n    a\n  except: pass\n",
           "if a:\n    b\n else:\n    c\n", "if a:\n    b\nelse\n    c\n", "if a:\n    b\nelif:\n    c\n", "while a:\n    b\n  else:\n    c\n", "\tx\n  y\n", "if a:\n  b\n\tc\n",
           "if a:\n\tb\n  \tc\n", "class A:\n  def f(self):\n  pass\n", "class A:\n\n  x = 1\n y = 2\n", "x = 1;; y = 2\n", "; x\n", "x = 1 ; ; y\n", "if a: if b: c\n",
           "if a: def f(): pass\n", "if a: class B: pass\n", "while a: for b in c: d\n", "x = 1 if a: b\n", "with a: with b: c\n", "a; if b: c\n", "lambda: return\n",
           "async  x = 1\n", "x = (\n", "x = [\n", "x = {\n    'a': 1,\n", "def f(\n    a,\n", "f(a,\n  b\n", "class A(\n    B\n:\n    pass\n", "if (a and\n    b:\n    c\n",
           "x = '''a\nb\n", "x = \"a\nb\"\n", "x = \\\n", "x = 1 + \\\n\n", "if a: \\\n", "if a:\n    \\\n", "def f():\n    x = 1 \\\n", "#\n  #\n x\n", "\n\n x\n", "x\n\ty\n",
           "match a:\n    case 1: pass\n  case 2: pass\n", "match a:\n    x = 1\n", "match a:\ncase 1: pass\n", "match a:\n    case 1:\n    pass\n", "match a:\n    pass\n",
           "match a b:\n    case 1: pass\n", "match a\n    case 1: pass\n", "match:\n    case 1: pass\n", "match (a:\n    case 1: pass\n", "match *a:\n    case 1: pass\n"]
NESTED = ["(" * 201, "(" * 250 + ")" * 250, "[" * 200 + "{", "".join("%sif a:\n" % (" " * i) for i in range(101)),
          "while a:\n" + "".join("%sfor b in c:\n" % (" " * i) for i in range(1, 25)) + " " * 25 + "d\n",
          "def f():\n" + "".join("%swith a:\n" % (" " * i) for i in range(1, 25)) + " " * 25 + "d\n"]


# Columns are bytes or characters, depending on who reports and whether an encoding is declared.
BEYOND_ASCII = ["é = 1 +\n", "é é\n", "x = 'é' 1; é é\n", "# coding: utf-8\né é\n", "\ufeff'é' 1\n", "é = $\n", "é)\n", "é = '\n", "é = 01\n", "é = 1a\n", "é = €\n",
                "if é:\n    é\n  é\n", "é(a for é in b, c)\n", "é(a for é in\nb, c)\n", "x = f'é{ü ü}'\n", "x = f'é{ü $}'\n", "x = f'é{ü 01}'\n", "x = f'é{ü 1a}'\n", "x = f'é{ü!x}'\n",
                "x = f'''é\n{\nü ü}'''\n", "'''é''' '''ü\nü''' ü\n", "'é\\xg'\n", "é; return\n", "try:\n  é", "é\\", "é.", "f(é=1, ü)\n", "é = (\n'é' 1\n"]

# What mutated programs have shown: which mistakes CPython's parser finds depends on how far it has read.
READING_ON = ["a, b c = d", "a, b c, d = e", "a, b c: int", "a b(c=1, d)", "defdef f(self, *, k): pass", "a[[b] = d", "a[(b, c) = d", "a[b = d", "if [a][0] = 1: pass", "if None.a = 1: pass",
              "f('<f', -)", "f(not)", "f(a, lambda)", "(* Value 4)()", "(*a b, c)", "[*a b]", "{*a b}", "a[*b, c d]", "from a. import b,", "from a b import c,", "from .. import a,", "from .a. import b,",
              "def f((a, b: c) -> d: pass", "def f((a: int,), b): pass", "def f(a, /, b=1, c): pass", "def f(a=1, /, b): pass", "def f(a=1, /, b=2, c): pass", "lambda a, /, b=1, c: 1",
              "match a b c", "match a, b pass", "f(a=1, b'c'=)", "f(a=1, b**)", "f(a=1,\n  b'c',\n  d=2)", "*a: int", "a, b in c:"]

# A name and what follows it as a statement of Python 2, keys of dicts, soft keywords that are none, texts of joined lines.
BEGINNINGS = ['f(m["a"] "b")', 'f(m.a "b")', 'f(m "b")', 'f(c["a"] "b")', 'f(c["a"] b)', 'f(m["a"] b)', 'f(mat["a"] b)', 'f(m[1] "b")', "f(m[1] 2)", "f(m[k] 2)", "(m[k] 2)",
              '(m["k"] 2)', '(m[k,"k"] 2)', '(m("k") 2)', "(m(k) 2)", '(m."k" 2)', '(m["k"] 2)', '(c("k") 2)', '(_("k") 2)', '(_["k"] 2)', '(match["k"] 2)', '(match("k") 2)',
              "match if(a):\n x", "match if (a):\n x", "match if(a), 3:\n x", "match if(a) else 3:\n x", "match (a) b:\n x", "match a b:\n x", "match a if b:\n x",
              "match if b:\n x", "match if b: x", "match if(b)", "match if(b) else", "match for", "match if", "match not", "match not a:\n x", "match not", "match a",
              "match - a b", "match lambda:", "match lambda: 3", "match lambda: 3:\n x", "case if(a):", "match if a:", "match (if a):", "match * if:", "match*a,if:",
              "match a or if:\n x", "match or a", "match if a b:", "match if a\nb", "match if\nb", "match if(\nb", "match if 3 else 3:", "match x: if", "(print -1 x)",
              "print -1)", "print -1\nx y", "print [1] x", "print[1] x", "x = print -1; y z", "(print[1], 2 3)", "print -1 x", "print - 1 if x", "print.a b", "print *a b",
              "print -a, b c", "(m -a b)", "(m -a if b)", "(a -m if b)", "m -a if b)", "exec [1] x", "(m[1:2] x)", "(m[a,*b] x)", "(m[*b] x)", "exec -1 == 3 x", "(a[1] 2 3)",
              "(m[1] -2 3)", "(case[0] x)", "(match[0] x)", "match[0] x", "match[0] x:\n 3", "case[0] x", "(match -1 2)", "match -1 2", "(m - (a b))", "m[a b]", "m[a if b]",
              "c[0] if x", "{m[0]: 3 4}", "{m[0] 3: 4}", "{a: m[0] 3}", "f(m[0] for x)", "f(a=m[0] 3)", "(_ [0] for)", "m -1 and 3 4", "(m -1 and 3 4)", "del m[0] 3",
              "(print ~a)", "(print ~a", "print -a b", "(print -a b)", "f(print -1, a b)", "{'a': *'b'35, 'c':3}", "{'a': *'b' 35, 'c':3}", "{'a': *b 35, 'c':3}", "{'a': *b35}",
              "{'a': *35, 'b':2}", "{'a': *'b', 'c':3}", "{'a': *'b'35}", "{a: *b}", "{a: **b 35 }", "{1:2, f(... ...): 3}", "{f(... ...): 3}", "{1:2, f(a b): 3}", "{f(a b): 3}",
              "{1:2, f(... a): 3}", "{1:2, f(1 2): 3}", "{1:2, g(1 2), 3}", "{1:2, ... ...: 3}", "{1:2, (... ...): 3}", "{1:2, [... ...]: 3}", "{\n1:2,\n'msg' 'a'\n'b' }",
              "{\n1:2,\n'msg' 'a'\n'b'}", "{\n1:2,\n'msg' 'a'\n'b'\n}", "{\n1:2,\n'msg'\n}", "{\n1:2,\n'msg' 'a'\n 'b'\n, 3:4\n}", "x = 3 and \\\n f(1 \n",
              "x = 3 and \\\n f( (1)\n\n", "x = 3 and \\\n y \\\n f( (1)", "x = '''\n''' + f( (1)\n", "['a'] = '''\n'''", "['a'] = '''\n\n'''", "['a'] = 3", "['a'] = '''\n",
              "x = f( (*a)\n", "x = f( (*a)\ny\n", "def f(a, b=3, c,\n d): pass\n", "def f(a, b=3, c", "def f(a, b=3, c,", "def f(a, b=3, c)", "def f(a, b=3,\n c,",
              "def f(a, b=3,\n c,\n", "def f(a, b=3,\n c,\n e=3\n", "def f(a, b=3,\n c,\n", "(*a)", "(*a)\n", "f((*a)", "f((*a)\n", "f((*a))\n", "f((*a)\nx\n", "((*a) x\n",
              "{1:2, f(a b)}", "[1, f(a b)]", "{1, f(a b)}", "{x:2, f(a b): 3}", "{x:2, f(a b)}", "{**a, f(a b): 3}", "{**a, f(a b)}", "{1:2, f([a b]): 3}", "{1:2, f[a b]: 3}",
              "{1:2, (a b): 3}", "{1:2, 3: f(a b)}", "{1:2, f(a=3 b): 3}", "{1:2, f(a=3, a b): 3}", "{1:2, f(x for b a): 3}", "{1:2, f(a if b): 3}", "{1:2, f(a.b c): 3}",
              "{1:2, f(a, b c): 3}", "{1:2, f.g(b c): 3}", "{1:2, f(b)(b c): 3}", "{1:2, f((b c)): 3}", "{1:2, f(*b c): 3}", "{1:2, f(a=b c): 3}", "{1:2, f(**b c): 3}",
              "{1:2, 3+f(b c): 3}", "{1:2, f(b c)+3: 3}", "{1:2, not f(b c): 3}", "{1:2, 3:4, f(b c): 3}", "x = {1:2, f(b c): 3}", "x({1:2, f(b c): 3})", "{1:f(b c), f(b c): 3}",
              "{1:f(b c)}", "{1:2, **f(b c)}", "{1:2, 'x'.f(b c): 3}", "{1:2, f(b c, d): 3}", "{1:2, f(d, b c, d): 3}", "{1:2, f(3=4): 3}", "{f(3=4): 3}", "{1:2, f(*): 3}",
              "{f(*): 3}", "{f(x for y in z, 3): 3}", "{1:2, f(x for y in z, 3): 3}", "{1:2, f(a:=3, b:=4 5):3}", "{1:2,\nf(a b): 3}", "{1:2, [a b]: 3}", "{1:2, [f(a b)]: 3}",
              "{1:2, {f(a b)}: 3}", "{1:2, {3:4, f(a b): 3}: 3}", "{\n1:2,\n'msg' 'a'\n'b' \n'c' }", "{\n1:2,\n'msg' \\\n 'a'  }", "{\n1:2,\n('msg' \n 'a'  )}",
              "{\n1:2,\na\n +   b}", "{\n1:2,\n'''a\n\nbc''' }", "{\n1:2,\n'''a\n\nbc''' 'd'\n'e'}", "{\n'msg' 'a'\n'b' }", "{\n'msg' 'a'\n'b' 3}", "{'a': *'b' , 'c':3}",
              "{'a': *b\n, 3:4}", "{'a': *b}", "{'a': *b\n}", "{'a': *b\n  }", "{'a': *b.c\n  }", "{'a': *b.c .d }", "{'a': *b(c)   }", "try:\n x\nexcept a, b  : 3",
              "try:\n x\nexcept a, b", "try:\n x\nexcept a, b as c: 3", "try:\n x\nexcept a, b c", "try:\n x\nexcept (a), (b) and 3 : 3", "{1:2, a b: 3}", "{1:2, a if b: 3}",
              "{1:2, lambda x y: 3}", "{1:2, a and b c: 3}", "{1:2, -a b: 3}", "{1:2, a.b c: 3}", "{1:2, print x: 3}", "{print x: 3}", "{1:2, (print x): 3}",
              "def f(*, a, *s*p): 3", "def f(*a, *s): 3", "def f(*a, *s: int, b): 3", "def f(*a, *): 3", "def f(*a, *s, b): 3", "def f(*a, *s=3): 3", "def f(*, a, *s): 3",
              "lambda *, a, *s: 3", "lambda *, a, *s*: 3", "lambda *a, *: 3", "lambda *a, *, b: 3", "def f(*a, *, b): 3", "def f(*a, *s: x y): 3", "del a if", "del a if b",
              "del a[0] if b else c", "del a b", "del a, b c", "del (a b)", "del a +", "del a + b", "del f() if", "del f(), a if", "del a = 3", "del (a, b) if", "del a, *b",
              "del *a, b c", "del a.b[0] c; d e", "del a if b; c", "del", "del a,", "del a, if", "del not a", "del a or b c", "del a for", "del a in b", "del a:", "del 3 if",
              "del a and", "del a[b if]", "del print -1", "del a.b()", "del a await b",
              "{\n1:2,\nDEBUG 'DEBUG',\n3:4}", '{\n1:2,\nDEBUG DEBUG,\n3:4}', '{\n1:2,\nDEBUG {\n3:4}}', '{\n1:2,\nDEBUG lambda\n}', "x={\n1:2,\nDEBUG 'DEBUG'}\ny",
              '{\n1:2,\nDEBUG,\n3:4}', "{\n1:2,\nDEBUG+3 'abc',\n3:4}", '{\n1:2,\nDEBUG [ \n]}', '{\n1:2,\nDEBUG \n[ ]}', '{\n1:2,\nDEBUG \n}', '{\n1:2,\nDEBUG \n+ 3}',
              '{\n1:2,\nDEBUG 3\n}', "{\n1:2,\nDEBUG 'abc' 'cde',\n}", '{\n1:2,\nDEBUG f(a,\nb),\n}', '{\n1:2,\nDEBUG *\n}', '{\n1:2,\nDEBUG if 3\n}',
              '{\n1:2,\nDEBUG 3.a(),\n 4:5}', '{\n1:2,\nDEBUG - \n 4:5}', 'x = (a if\n b for)', '(a b, c for\n d)', "x = (a 'x'for\n d)", "x = (a.b('x'for\n d) in c)",
              "x = (a.b('x'for\n) in c)", "x = (a.b('x'for\n) y in c)", "x = (a.b('x'for\n) y in c(''))\n", 'f(x for ) y', 'f(x for \n) y', 'f(x for () y', 'f(x for (a) y',
              'f(x for 3', 'f(x for )', '[x for )', '[x for a y]', '[x for ) y in z]', '[x for ) in z]', '[x for 3 in z]', '[x for ] in z]', '[x for () in z]']


def programs():
    """(source, mode) pairs; a program that CPython accepts does no harm."""
    for place, target in itertools.product(TARGET_PLACES, NO_TARGETS):
        yield place.format(target), "exec"
    for shape, header in itertools.product(AFTER_HEADERS, HEADERS):
        yield shape.format(header), "exec"
    for statement in STATEMENTS:
        statement = statement.replace("\\n", "\n")
        yield statement + "\n", "exec"
        yield "x = 1\nif x:\n    " + statement.replace("\n", "\n    ") + "\ny = 2\n", "exec"
    for text in SCOPES:
        yield text.replace("\\n", "\n") + "\n", "exec"
    for text in PATTERNS:
        yield "match x:\n    " + text.replace("\\n", "\n") + "\n", "exec"
    for text in TOKENS:
        text = text.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\")
        yield text + "\n", "exec"
        yield text, "exec"
    for shape, inside in itertools.product(FSTRINGS, FSTRING_INSIDES):
        yield shape.format(inside), "exec"
    for text in FSTRING_TEXTS + LAYOUTS + NESTED + BEYOND_ASCII:
        yield text, "exec"
    for text in READING_ON:
        yield text + "\n", "exec"
    for text in BEGINNINGS:
        yield text, "exec"
    for statement in STATEMENTS:
        yield statement, "eval"
    for text in LAYOUTS + STATEMENTS[::5] + READING_ON[::3] + ["if a: b", "if a:\n  b", "if a:\n  b\n  ", "if a:\n  b\n#c", "class A: b #c"] + ["x = 1\ny = 2\n", "def f(): pass\nx\n", "x\n\ny\n", "if a:\n    b\nc\n"]:
        yield text.replace("\\n", "\n"), "single"


def rejected_files():
    """The files of the installed library that CPython rejects, as bytes."""
    for path in sorted(pathlib.Path(ast.__file__).parent.rglob("*.py")):
        contents = path.read_bytes()
        if verdicts.of_cpython(contents):
            yield contents


def run_as_file(task):
    """What minipy and CPython print for the program as a file: (agree?, CPython's, minipy's)"""
    source, minipy = task
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "program.py")
        path.write_bytes(source)
        answers = []
        for interpreter in ("/usr/bin/python3.11", minipy):
            run = subprocess.run([interpreter, "-W", "ignore", "program.py"], capture_output=True, cwd=folder, stdin=subprocess.DEVNULL)
            answers.append(run.stderr.decode("utf-8", "replace").replace(folder + "/", ""))
    return answers[0] == answers[1], *answers


def main():
    assert sys.version_info[:2] == (3, 11), "run this with python3.11"
    parser = argparse.ArgumentParser()
    parser.add_argument("--minipy", default=str(ROOT / "build" / "release" / "minipy"))
    parser.add_argument("--show", type=int, default=10, help="how many differences to show")
    options = parser.parse_args()
    minipy = str(pathlib.Path(options.minipy).absolute())
    wrong = {program: verdict for program in dict.fromkeys(programs()) if (verdict := verdicts.of_cpython(*program))}
    try:
        found = verdicts.of_minipy(list(wrong), minipy)
    except verdicts.Stopped as stop:
        index, why = stop.args
        sys.exit(f"minipy stopped at {list(wrong)[index]!r}: {why}")
    counts, shown = collections.Counter(), 0
    for (program, expected), got in zip(wrong.items(), found):
        equal = ["type", "message", "place"][sum(map(bool, (got and got[0] == expected[0], got and got[:2] == expected[:2])))] if got != expected else "all"
        counts[equal] += 1
        if equal != "all" and (shown := shown + 1) <= options.show:
            print(f"---- another {equal}: {program[1]}\n{program[0]}\n  CPython: {expected}\n  minipy:  {got}")
    with multiprocessing.Pool() as pool:
        files = [source.encode() for source, mode in wrong if mode == "exec"] + list(rejected_files())
        for source, (agree, theirs, ours) in zip(files, pool.map(run_as_file, [(source, minipy) for source in files], chunksize=20)):
            counts["printed alike" if agree else "printed otherwise"] += 1
            if not agree and (shown := shown + 1) <= options.show:
                print(f"---- printed otherwise\n{source.decode(errors='replace')}\n  CPython:\n{theirs}\n  minipy:\n{ours}")
    equal = counts["all"] / len(wrong)
    messages = len({verdict[1] for verdict in wrong.values()})
    print(f"{len(wrong)} programs, {messages} messages: type, message, place and line equal in {counts['all']} ({equal:.2%}); "
          f"{counts['type']} with another type, {counts['message']} with another message, {counts['place']} with another place")
    print(f"run as files: {counts['printed alike']} of {len(files)} printed alike")
    sys.exit(0 if equal >= 0.98 and counts["printed alike"] >= 0.98 * len(files) else 1)


if __name__ == "__main__":
    main()
