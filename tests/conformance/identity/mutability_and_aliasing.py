# SPDX-License-Identifier: MIT
a = [1, 2, 3]
b = a
b.append(4)
print(a, a is b)
a = a + [5]
print(a, b)
c = b
c += [6]
print(b, b is c)
t = (1, [2])
try:
    t[1] += [3]
except TypeError as error:
    print(error, t)
rows = [[0] * 3] * 2
rows[0][1] = 9
print(rows, rows[0] is rows[1])
rows = [[0] * 3 for _ in range(2)]
rows[0][1] = 9
print(rows)
d = dict.fromkeys("ab", [])
d["a"].append(1)
print(d)
def change(items, number):
    items.append(number)
    number += 1
    items = ["rebound"]
    return number
mine, n = [], 1
print(change(mine, n), mine, n)
x = y = []
x.append(1)
print(y)
s = {1, 2}
u = s
u |= {3}
print(s, u is s)
f = frozenset({1})
g = f
g |= {2}
print(f, g)
original = {"k": [1]}
shallow = original.copy()
shallow["k"].append(2)
shallow["new"] = 1
print(original)
l = [1, 2, 3, 4]
l[:] = [x * 2 for x in l]
print(l)
l *= 2
m = l
m *= 0
print(l)
st = "abc"
st2 = st
st += "d"
print(st, st2)
self_list = [1]
self_list.append(self_list)
print(self_list, self_list[1][1][1] is self_list)
self_dict = {}
self_dict["me"] = self_dict
print(self_dict)
both = ([],)
both[0].append(both)
print(both)
