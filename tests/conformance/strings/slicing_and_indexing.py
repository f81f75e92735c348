# SPDX-License-Identifier: MIT
s = "0123456789"
print(s[0], s[-1], s[3:7], s[:3], s[7:], s[-3:], s[:-3], s[::2], s[1::2], s[::-1], s[8:2:-2], s[-1:-4:-1], s[5:5], s[100:], s[:100], s[-100:3], s[::100], s[9:0:-3])
u = "añ日😀z"
print(u[0], u[1], u[2], u[3], u[-1], u[1:4], u[::-1], u[::2], len(u))
for index in (10, -11, 2 ** 70, -2 ** 70):
    try:
        s[index]
    except IndexError as error:
        print(error)
for source in ["s['a']", "s[1.0]", "s[None]", "s[::0]", "s['a':'b']", "s[1:2:'x']", "s[(1, 2)]"]:
    try:
        eval(source)
    except (TypeError, ValueError) as error:
        print(source, "->", type(error).__name__, error)
print(s[None:None:None], s[True:], s[slice(2, 5)], s[slice(None, None, -3)], s[:2 ** 70], s[-2 ** 70:2])
print("ab" * 3, 3 * "ab", "ab" * 0, "ab" * -1, "" * 1000, "é" * 3, True * "x")
try:
    s[0] = "x"
except TypeError as error:
    print(error)
try:
    del s[0]
except TypeError as error:
    print(error)
for step in (1, 2, 3, -1, -2, -3):
    print([s[i::step] for i in (0, 5, -1)], s[7:2:step], s[2:7:step])
words = "the quick brown fox".split()
print([w[0].upper() + w[1:] for w in words], "".join(w[::-1] for w in words), [w[-1] for w in words], words[-1][-1])
it = iter("aé😀")
print(next(it), next(it), next(it), next(it, "end"), list(enumerate("ab", 5)), [*"xyz"], list(zip("ab", "cd")), list(reversed("abc")))
