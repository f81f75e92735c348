# SPDX-License-Identifier: MIT
l = list(range(10))
l[2:5] = "ab"; print(l)
l[:0] = [100, 101]; print(l)
l[len(l):] = [7]; print(l)
l[1:1] = []; l[3:100] = [1]; print(l)
l[:] = range(6); l[::2] = "xyz"; print(l)
l[::-1] = range(6); print(l)
l[4:1] = ["gap"]; print(l)
l[-3:-1] = [1, 2, 3]; print(l)
l[:] = l; l[1:3] = l; print(l)
del l[1:3]; print(l); del l[::2]; print(l); del l[5:1]; del l[::-1][0:0]; print(l); del l[-2:]; print(l); del l[:]; print(l)
for source in ["l[::2] = [1]", "l[0:2] = 5", "l[::2] = 5", "l[::0] = []", "l['a':] = []", "l[1.5] = 1", "del l['a']", "del l[::0]", "l[::-1] = [1]", "l[0:2] = None"]:
    l = [1, 2, 3, 4]
    try:
        exec(source)
        print(l)
    except (TypeError, ValueError) as error:
        print(source, "->", error)
l = list(range(10))
del l[1::3]; print(l)
l = list(range(10)); del l[::-2]; print(l)
l = list(range(10)); del l[8:2:-3]; print(l)
l = list(range(5)); l[1:4:2] = "ab"; print(l)
l = list(range(5)); l[2:2] = (x * 10 for x in range(3)); print(l)
l = [1, 2, 3]; l[1:2], l[0] = [7, 8, 9], "first"; print(l)
l = [0] * 5
for l[0] in range(3): pass
for i, l[i] in enumerate("abc", 1): pass
print(l)
l = [1, 2, 3, 4, 5, 6]
l[:3], l[3:] = l[3:], l[:3]; print(l)
def evens(n): return [x for x in range(n)][::2]
print(evens(9), [1, 2, 3, 4][-3:-1], [1, 2, 3][5:], [1, 2, 3][::-1][:2], [1, 2, 3][slice(1)], [][1:2])
s = slice(1, 10, 3); print(s, s.start, s.stop, s.step, s.indices(5), slice(None).indices(3), slice(-1, None, -1).indices(4), slice(5) == slice(None, 5), slice(1, 2) < slice(1, 3))
try:
    hash(slice(1))
except TypeError as error:
    print(error)
