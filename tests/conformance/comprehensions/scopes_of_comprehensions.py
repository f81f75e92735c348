# SPDX-License-Identifier: MIT
x = "outer"
print([x for x in range(3)], x, {x for x in [1]}, {x: x for x in "a"}, list(x for x in "b"), x)
print([(i, j) for i in range(3) for j in range(i)], [i for i in range(10) if i % 2 if i % 3], [[j for j in range(i)] for i in range(4)], [i * j for i in [1, 2] if i > 1 for j in [10, 20] if j > 10])
print({k: v for k, v in zip("abc", range(3)) if v}, {a: {b: a * b for b in range(2)} for a in range(2)}, {i % 3 for i in range(9)}, [y for x in [[1, 2], [3]] for y in x], [*(i for i in range(2)), 5])
def f(n):
    total = 10
    return [n + total + i for i in range(3)], sum(n for _ in range(3)), [[n + j for j in range(i)] for i in range(3)], (lambda: [n for n in range(2)])(), n
print(f(1))
def order(name, items):
    print("iter", name, end=" ")
    return items
g = (a + b for a in order("first", [1, 2]) for b in order("second", [10]))
print("created"); print(list(g))
try:
    (a for a in 5)
except TypeError as error:
    print(error)
print([last := i for i in range(4)], last, any((hit := n) > 2 for n in [1, 3, 5]), hit)
def walrus():
    [inner := i for i in range(3)]
    return inner
print(walrus(), "inner" in globals())
class C:
    items = [1, 2]
    doubled = [i * 2 for i in items]
    try:
        broken = [i for _ in range(1) for i in items]
    except NameError as error:
        message = str(error)
    size = 5
    ok = [s for s in range(size)]
print(C.doubled, C.message, C.ok, hasattr(C, "i"))
funcs = [lambda: i for i in range(3)]; print([f() for f in funcs]); funcs = [lambda i=i: i for i in range(3)]; print([f() for f in funcs])
print([i for i in range(5) if (j := i * 2) > 4], j, [x if x % 2 else -x for x in range(4)], [(x, y) for x, *y in [(1, 2, 3), "ab"]], [a for a, in [(1,), (2,)]], [t[0] for t[0:1] in [[1]]] if (t := [0]) else 0, [d["k"] for d["k"] in "ab"] if (d := {}) is not None else 0)
print(type(i for i in []).__name__, (lambda *a: a)(*(c for c in "ab")), max(len(w) for w in ["a", "bbb"]), "".join(c for c in "a1" if c.isalpha()), dict((k, 1) for k in "ab"), sorted((i for i in (3, 1)), reverse=True), sum((i for i in range(3)), 10), [i for i in (j for j in (k for k in range(3)))])
try:
    [1 / i for i in (1, 0)]
except ZeroDivisionError as error:
    print(error, [name for name in dir() if name == "i"])
def gen():
    received = [i for i in range(2)]
    yield received
print(next(gen()), [None for _ in range(2)], [[]for _ in""], {**{i: i for i in range(2)}}, {i: j for i, j in {1: 2}.items()}, [i for i in range(3)][-1], [[i, j] for i, j in enumerate("ab")], {(yield_): 1 for yield_ in "a"})
for source in ["[i for i in range(3) i]", "[x := i for x in y]", "[(i := 1) for i in y]", "[i for i in (j := [1])]", "[*i for i in x]", "{**i for i in x}", "(x for x in y, z)", "[x, y for x in z]", "f(x for x in y, 1)", "[i for i in lambda: 1]", "[(yield x) for x in y]", "{x: y, z for x in w}", "[x for f() in y]", "[x for x in y if z else w]", "class A: [(a := i) for i in x]", "f(1, x for x in y)", "[await x for x in y]"]:
    try:
        compile(source, "s", "exec"); print(source, "ok")
    except SyntaxError as error:
        print(source, "->", error.msg)
