# SPDX-License-Identifier: MIT
def trace(items):
    for x in items:
        print("produce", x, end="; ")
        yield x

g = (x * 2 for x in trace([1, 2, 3]) if x != 2)
print("made")
print(next(g)); print(list(g))
print(any(x > 1 for x in trace([1, 2, 3])))
print(all(x < 2 for x in trace([1, 2, 3])))
n = 1
lazy = (n + x for x in [1, 2])
n = 100
print(list(lazy))
data = [1, 2]
early = (x for x in data)
data = [9]
print(list(early))
print(sum(x * x for x in range(5)), max((len(w), w) for w in ["a", "ccc", "bb"]), dict((i, i) for i in range(2)), set(i % 2 for i in range(5)))
g = (i for i in range(3)); print(g.__name__, g.__qualname__, type(g).__name__, g.gi_code.co_name)
print(list(zip(g, g)), list(g))
def pipeline(numbers):
    evens = (n for n in numbers if n % 2 == 0)
    squares = (n * n for n in evens)
    return (f"<{n}>" for n in squares)
print("".join(pipeline(range(7))))
g = ((i, j) for i in range(2) for j in range(2)); print(next(g)); g.close(); print(list(g))
g = (1 / i for i in (1, 0, 2))
try:
    list(g)
except ZeroDivisionError as error:
    print(error, list(g))
a = [lambda: i for i in range(2)]; b = list(lambda: i for i in range(2)); print(a[0](), b[0]())
primes = (n for n in range(2, 40) if all(n % d for d in range(2, int(n ** 0.5) + 1))); print(*primes)
nested = ((x for x in range(n)) for n in range(3)); print([list(inner) for inner in nested])
def f(*args): return args
print(f(*(x for x in "ab")), f(x for x in "ab")[0].__class__.__name__, [*(x for x in "cd")], sorted(x for x in "zyx"))
