# SPDX-License-Identifier: MIT
for x in []:
    print("never")
else:
    print("else of empty loop")
for x in range(3):
    if x == 1:
        continue
    print(x)
else:
    print("finished")
for x in range(3):
    if x == 1:
        break
else:
    print("not reached")
print("after break", x)
for i in range(3):
    for j in range(3):
        if j == i: break
        print(i, j, end="; ")
    else:
        continue
    if i == 2: break
print()
n = 0
while n < 5:
    n += 1
    if n == 2: continue
    if n == 4: break
    print(n, end=" ")
else:
    print("not reached")
while n: n -= 1
else: print("while else", n)
for a, (b, *c), d in [(1, (2, 3, 4), 5), (6, "xyz", 7)]: print(a, b, c, d)
class T: pass
t, l, d = T(), [0, 0], {}
for t.attr in range(2): pass
for l[1] in "ab": pass
for d["key"] in [5, 6]: pass
for (p, q) in [(1, 2)]: pass
for [r, s] in ["xy"]: pass
for *u, v in [(1, 2, 3)]: pass
print(t.attr, l, d, p, q, r, s, u, v)
for x in 1, 2, 3: print(x, end=" ")
for x in *[4], *(5, 6): print(x, end=" ")
print()
for source in ["for x in 5: pass", "for x in None: pass", "for a, b in [1]: pass", "for a, b in [(1,)]: pass", "for a, b in [(1, 2, 3)]: pass", "for a, *b in [()]: pass", "for a, b, *c in ['x']: pass"]:
    try:
        exec(source)
    except (TypeError, ValueError) as error:
        print(source, "->", type(error).__name__, error)
def find(matrix, wanted):
    for i, row in enumerate(matrix):
        for j, value in enumerate(row):
            if value == wanted: return i, j
    else: return None
print(find([[1, 2], [3, 4]], 3), find([[1]], 9))
def cleanup():
    log = []
    for i in range(3):
        try:
            if i == 0: continue
            if i == 2: break
            log.append(("body", i))
        finally:
            log.append(("finally", i))
    else: log.append("else")
    return log
print(cleanup())
while True:
    try:
        break
    finally:
        print("finally runs on break")
if 0: print("no")
elif 0.0: print("no")
elif "": print("no")
else: print("else chain")
