# SPDX-License-Identifier: MIT
print((lambda: 1)(), (lambda x: x + 1)(2), (lambda x, y=5: (x, y))(1))
print((lambda *a, **k: (a, sorted(k.items())))(1, 2, b=3))
print((lambda *, key: key)(key="k"), (lambda a, /, b: (a, b))(1, b=2))
compose = lambda f, g: lambda x: f(g(x))
print(compose(lambda x: x * 2, lambda x: x + 1)(10))
print(sorted([3, -1, 2], key=lambda n: -n), list(map(lambda a, b: a * b, [1, 2], [3, 4])))
fact = lambda n: 1 if n < 2 else n * fact(n - 1)
print(fact(20))
print((lambda: (yield))().__class__.__name__)
pairs = {name: (lambda value: lambda: value)(name) for name in ("a", "b")}
print(pairs["a"](), pairs["b"]())
print((lambda x: (y := x) + y)(4))
conditional = lambda v: "even" if v % 2 == 0 else "odd"
print([conditional(v) for v in range(3)])
print(list(filter(lambda p: p[0] > 1, enumerate("abcd"))))
print((lambda a, b=(lambda: 7)(): a + b)(1))
y_combinator = lambda f: (lambda x: x(x))(lambda x: f(lambda *a: x(x)(*a)))
print(y_combinator(lambda self: lambda n: n if n < 2 else self(n - 1) + self(n - 2))(15))
try:
    (lambda x: x)()
except TypeError as error:
    print(error)
print([f(2) for f in (lambda x: x ** 2, lambda x: -x, abs)])
