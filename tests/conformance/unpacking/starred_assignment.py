# SPDX-License-Identifier: MIT
a, *b = [1, 2, 3]; print(a, b)
*a, b = "abc"; print(a, b)
a, *b, c = range(5); print(a, b, c)
a, *b = (1,); print(a, b)
*a, = {1: 2}; print(a)
[a, [b, *c], *d] = [1, [2, 3, 4], 5]; print(a, b, c, d)
(a, b), c = [1, 2], 3; print(a, b, c)
a, b = b, a; print(a, b)
a = b = c = []; b.append(1); print(a, a is c)
(a), b = 1, 2; print(a, b)
x = [0, 1, 2]; i = 0
i, x[i] = 1, 9; print(i, x)
x[0], x[1], x[2] = x[2], x[0], x[1]; print(x)
class T: pass
t = T(); d = {}
t.a, d["k"], *t.rest = "xyzw"; print(t.a, d, t.rest)
print([*range(3), *"ab", *[], *(1,)], (*[1], 2), {*[1, 2], *[2, 3]}, {**{"a": 1}, "b": 2, **{"a": 3}}, *[1, 2], *"xy")
def f(): return *[1, 2], 3
print(f(), (lambda *a: a)(*f(), *f()))
def g():
    yield *[1, 2], 3
    x = yield
print(next(g()))
for a, *b in [(1, 2, 3), "xy", [9]]: print(a, b, end="; ")
print()
a, b = {"k1": 1, "k2": 2}; print(a, b)
a, b, c = (i * i for i in range(3)); print(a, b, c)
(a, b), *rest = {1: 2, 3: 4}.items(); print(a, b, rest)
for source in ["a, b = 1", "a, b = [1]", "a, b = [1, 2, 3]", "a, b = None", "a, *b, c = [1]", "a, b, *c = []", "(a, b), c = 1, 2", "a, b = 'x'", "[] = [1]", "() = ()", "[] = ()", "a, b = (x for x in range(5))", "a, b = {1}", "*a, b = 5", "a, b, c = 'ab'", "a, (b, c) = 1, [2]"]:
    try: exec(source); print(source, "ok")
    except (TypeError, ValueError) as error: print(source, "->", type(error).__name__, error)
for source in ["*a = [1]", "*a, *b = c", "a, *b, *c = d", "*a", "x = *a", "x = *a,", "(*a)", "[*a] = b", "(*a,) = b", "del *a", "f(*a) = 1", "for *a in b: pass", "for *a, in b: pass", "print(*a = 1)", "return *a", "{*a: 1}", "{**a, *b}", "{*a, **b}", "*a, b += 1", "lambda *a: *a", "x: int = *a, b", "with a as *b: pass", "a = *b, c", "[*a for a in b]", "*a if b else c", "x[*a]", "x[*a, 1:2]", "a = yield *b, c"]:
    try: compile(source, "s", "exec"); print(source, "-> ok")
    except SyntaxError as error: print(source, "->", error.msg)
log = []
class L:
    def __setattr__(self, n, v): log.append((n, v))
    def __setitem__(self, n, v): log.append((n, v))
l = L(); l.a, (l[1], l.b), *l.c = 1, (2, 3), 4, 5; print(log)
