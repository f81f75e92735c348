# SPDX-License-Identifier: MIT
l = [1, 2, 3, 4]
for x in l:
    if x < 3:
        l.append(x * 10)
print(l)
l = [1, 2, 3, 4, 5]
for x in l:
    l.remove(x)
print(l)
l = [1, 2, 3]
it = iter(l)
next(it); del l[:]; print(list(it)); l.extend([1, 2, 3]); print(list(it))
l = [1, 2, 3]
for i, x in enumerate(l):
    l[i] = x * 2
print(l)
l = [1, 2, 3]
r = reversed(l); l.append(4); print(list(r))
r = reversed(l); l.pop(); l.pop(); print(list(r))
d = {1: 1, 2: 2}
for action in ("d[3] = 3", "del d[1]", "d.clear()"):
    d = {1: 1, 2: 2, 5: 5}
    try:
        for k in d:
            exec(action)
    except RuntimeError as error:
        print(action, "->", error)
d = {1: 1, 2: 2}
for k in d:
    d[k] = k * 10
print(d)
d = {1: 1, 2: 2}
try:
    for k, v in d.items():
        del d[k]; d[k + 10] = v
        if len(d) > 5: break
except RuntimeError as error:
    print(error)
s = {1, 2, 3}
try:
    for x in s:
        s.add(x + 10)
except RuntimeError as error:
    print(error)
class EvilEq:
    def __init__(self, target): self.target = target
    def __eq__(self, other):
        self.target.clear()
        return False
l = []
l.extend([EvilEq(l), 1, 2])
print(5 in l, l)
l = []
l.extend([1, EvilEq(l), 3])
try:
    print(l.index(7))
except ValueError as error:
    print(error)
l = []
l.extend([1, EvilEq(l), 3]); print(l.count(9), l == [])
l = [1, 2, 3]
print([l.pop() for _ in range(3)], [x for x in l], l)
q = [0]
while q and len(q) < 6:
    q += [q[-1] + 1, q[-1] + 2]
print(q)
t = [1, 2]
t.extend(iter(t[:])); print(t)
l = [1, 2, 3, 4]
print([l.remove(x) or x for x in l if x % 2], l, list(map(lambda x: l.append(x) or x, [9])), l)
