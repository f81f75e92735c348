# SPDX-License-Identifier: MIT
class G:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)

g = G()
print(g[1:2], g[:], g[::], g[1:2:3], g[::-1], g["a":None:[]])
print(g[1:2, 3], g[1:2,], g[..., 1:], g[(1, 2)], g[1, (2, 3)], g[-1], g[not 1], g[1 if 0 else 2])
print(g[*[1, 2], 3], g[*()], g[*"ab"], g[1:2, *[3]], g[(x := 5)], x)
g[1:2] = 1
g[:, ::2] = 2
del g[1:]
del g[:, 0]
g[*[1]] = "starred"

class Slots:
    def __init__(self):
        self.data = {}
    def __getitem__(self, key):
        return self.data.get(str(key), 0)
    def __setitem__(self, key, value):
        self.data[str(key)] = value

s = Slots()
s[1:2] += 5
s[1:2] += 6
s[:, 1] -= 1
print(s.data)
a = slice(2, 8, 2)
print(list(range(20))[a], "0123456789"[a], (0, 1, 2, 3)[a], range(10)[a], b"0123456789"[a])
print(a.start, a.stop, a.step, a == slice(2, 8, 2), a != slice(2, 8), repr(slice("x", [], None)))
for length in (0, 3, 10):
    print([slice(*args).indices(length) for args in [(None,), (2,), (-2, None), (None, None, -1), (5, 1, -2), (-100, 100, 3)]])
for source in ["slice()", "slice(1, 2, 3, 4)", "slice(0, 1, 0).indices(5)", "slice('a').indices(5)", "slice(1).indices(-1)", "slice(1.5).indices(3)",
               "slice(1, 2).start.nope", "[1, 2][1:'a']"]:
    try:
        print(eval(source))
    except (TypeError, ValueError, AttributeError) as error:
        print(source, "->", type(error).__name__, error)
try:
    a.start = 1
except AttributeError as error:
    print(error)
