# A number that somebody holds is never overwritten by the next turn of a loop.
kept = []
for i in range(1000, 1006):
    kept.append(i)
print(kept)

by_name = {}
for i in range(300, 304):
    by_name[str(i)] = i
    last = i
print(by_name, last, i)

functions = []
def make(n):
    for i in range(n, n + 3):
        functions.append(lambda i=i: i)
make(5000)
print([function() for function in functions])

def sums(n):
    total = 10**6
    before = []
    for i in range(n):
        before.append(total)
        total += i
    return before, total
print(sums(5))

def swap(n):
    a, b = 1000, 2000
    for i in range(n):
        a, b = b, a + i * 1000
        c = a
        a += 1
        if c == a: print("changed!")
    return a, b, c
print(swap(4))

def floats(n):
    x = 0.5
    seen = []
    for i in range(n):
        seen.append(x)
        x = x * 2.0 + 0.25
        y = x
        y -= 1.0
    return seen, x, y
print(floats(5))

for i in range(3):
    for i in range(700, 702):
        pass
    print(i)
for i in [1, 2.5, "x"]:
    print(i, end=" ")
for i in range(0): pass
print(i)
for i in range(250, 260): print(i is int(str(i)), end=" ")
print()
