# SPDX-License-Identifier: MIT
class Box:
    def __init__(self): self.items = {}
    def __getitem__(self, key): return f"get {key!r}"
    def __setitem__(self, key, value): print("set", repr(key), value)
    def __delitem__(self, key): print("del", repr(key))
    def __contains__(self, item): return item == 5
    def __len__(self): return 10
    def __reversed__(self): return iter("reversed")

b = Box()
print(b[1], b["k"], b[1, 2], b[1:2], b[::3], b[1:2, 3], b[...], b[()], b[None], b[1:2, ::4, ...])
b[0] = 1
b[1:5:2] = 2
b[1, 2] = 3
del b[7], b[:]
b[1] += "!"
print(5 in b, 6 in b, 6 not in b, len(b), "".join(reversed(b)))

class Sequence:
    def __getitem__(self, index):
        if index >= 3:
            raise IndexError(index)
        return index * 10
    def __len__(self): return 3

s = Sequence()
print(list(s), 20 in s, 30 in s, list(reversed(s)), [*s], max(s), sum(s), tuple(zip(s, s)))
first, *rest = s
print(first, rest, sorted(s, reverse=True), dict(enumerate(s)))
iterator = iter(s)
print(next(iterator), type(iterator).__name__)

class Stops:
    def __getitem__(self, i):
        if i == 2: raise StopIteration
        return i
print(list(Stops()))
class Fails:
    def __getitem__(self, i): raise KeyError("kept")
try:
    list(Fails())
except KeyError as error:
    print(repr(error))
for source in ["x = 5; x[0]", "object()[0]", "exec[1]", "x = None; x[0]", "x = (1, 2); x[0] = 1", "x = 'a'; x[0] = 'b'", "del (1, 2)[0]",
               "x = 5; x[0] = 1", "x = 5; del x[0]", "len(5)", "reversed(5)", "x = range(3); x[0] = 1"]:
    try:
        exec(source)
    except TypeError as error:
        print(error)
