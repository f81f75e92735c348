# SPDX-License-Identifier: MIT
if (n := 10) > 5: print(n)
while (line := [1, 2, 0][n - 10]) != 0: n += 1; print(line, end=" ")
print(line, n)
print([y := 1, y ** 2, y + 1], (z := 5, z)[1], {(k := "a"): k}, f"{(w := 3)}{w}", (a := (b := 2) + 1), a, b)
values = [1, 5, 3, 8]
print([s for v in values if (s := v * 2) > 5], s, any((found := v) > 4 for v in values), found, [total := (total if i else 0) + v for i, v in enumerate(values)], total)
def f(x, y=(d := 7)): return x, y
print(f(q := 1), f(x=(r := 2)), q, r, d, (lambda: (inner := 5) * inner)(), "inner" in globals())
print((x := 1) and (x := x + 1) and x, (p := 0) or (p := 9), not (t := 0), t, (u := [1, 2])[0], (v := "abc")[::-1], len(m := [1, 2, 3]), m)
def scope():
    if any((hit := c) == "b" for c in "abc"): return hit
print(scope())
def nested(): return [[(last := j) for j in range(i)] for i in range(4)], last
print(nested())
def glob():
    global made
    (made := 5)
    return [made := i for i in range(3)]
print(glob(), made)
def closure():
    n = 0
    def g():
        nonlocal n
        return [n := n + i for i in range(4)]
    return g(), n
print(closure())
class C:
    a = (b := 5) + 1
print(C.a, C.b)
def g(): return (yield (x := 1)), x
it = g(); next(it)
try: it.send("sent")
except StopIteration as stop: print(stop.value)
x = 1; x = (x := x + 1) + x; print(x); (x) = 5; print(x); i = 0; l = [0, 0]; l[(i := 1)] = i; print(l, i); print(x if (x := 3) else 0, 1 < (c := 2) < 3, c, (lambda v=(dv := 4): v)(), dv)
match (subject := [1, 2]):
    case [a, b] if (total := a + b) == 3: print(subject, total)
for source in ["x := 1", "(x := 1)", "f(x := 1)", "f(a=x := 1)", "f(a=(x := 1))", "(x.y := 1)", "(x[0] := 1)", "((a, b) := 1)", "(a := b := 1)", "(a := (b := 1))", "lambda: x := 1", "(lambda: (x := 1))", "x[y := 1]", "x[y := 1, 2]", "x[a := 1:b]", "{x := 1}", "{x := 1: 2}", "{1: x := 2}", "[x := 1, y := 2]", "x = y := 1", "x = (y := 1)", "assert x := 1", "assert (x := 1)", "return x := 1", "def f(a := 1): pass", "def f(a = (b := 1)): pass", "def f(a: (b := 1)): pass", "if x := 1: pass", "while x := 1: pass", "with (x := y): pass", "with (x := y) as z: pass", "del (x := 1)", "for (x := 1) in y: pass", "for x in (y := z): pass", "[i := 0 for i in x]", "[i for i in x if (i := 1)]", "[[(i := 0) for j in y] for i in x]", "[j := 0 for i in (j := x)]", "[(lambda: (z := i)) for i in x]", "class A: [z := i for i in x]", "f(**(x := {}))", "f(*x := [])", "print(f'{x:=5}')", "print(f'{(x:=5)}')", "(None := 1)", "(1 := 2)", "('a' := 2)", "(f() := 2)", "(a + b := 2)", "(*a := 1)", "@(x := f)\ndef g(): pass", "@x := f\ndef g(): pass", "a if x := 1 else b", "(yield := 1)", "x: int := 1", "(__debug__ := 1)", "not x := 1", "(x := 1, 2)", "(x := yield)"]:
    try: compile(source, "s", "exec"); print(source, "-> ok")
    except SyntaxError as error: print(source, "->", error.msg)
