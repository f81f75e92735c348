# Results of operators are walked in the same order.
import random
r = random.Random(3)
bad = 0
for k in range(300):
    a = {r.randrange(-50, 200) for _ in range(r.randrange(0, 40))}; b = {r.randrange(-50, 200) for _ in range(r.randrange(0, 40))}
    a2 = set(a); 
    for x in list(a)[:r.randrange(0, 5)]: a2.discard(x)
    c = a2.copy(); c.update(b); d = set(a2); d -= b; e = set(a2); e &= b; f = set(a2); f ^= b
    print(k, list(a), list(a2), list(a | b), list(a & b), list(a - b), list(a ^ b), list(c), list(d), list(e), list(f), list(frozenset(a2)), list(set(a2) | {1000}), a.pop() if a else None)
