# SPDX-License-Identifier: MIT
def even(n):
    return True if n == 0 else odd(n - 1)

def odd(n):
    return False if n == 0 else even(n - 1)

print(even(100), odd(101), even(7))

def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))

print(ackermann(2, 3))

def hanoi(n, a="A", b="B", c="C"):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield a + c
        yield from hanoi(n - 1, b, a, c)

print(" ".join(hanoi(3)), sum(1 for _ in hanoi(8)))

def permutations(items):
    if not items:
        return [[]]
    return [[items[i]] + rest for i in range(len(items)) for rest in permutations(items[:i] + items[i + 1:])]

print(permutations([1, 2, 3]), len(permutations(list(range(5)))))

def flatten(x):
    return [z for y in x for z in flatten(y)] if isinstance(x, list) else [x]

print(flatten([1, [2, [3, [4, []]], 5]]))

def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)

print(depth(900))
def original(n):
    return n if n <= 0 else original(n - 1) + 1
saved, original = original, lambda n: 100
print(saved(5))
