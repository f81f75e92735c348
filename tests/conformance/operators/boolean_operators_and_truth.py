# SPDX-License-Identifier: MIT
values = [0, 1, -1, 0.0, 0.1, 0j, "", "0", b"", b"0", [], [0], (), (0,), {}, {0: 0}, set(), {0}, frozenset(), range(0),
          range(1), None, ..., NotImplemented.__class__, object, True, False]
print([bool(v) for v in values])
print([not v for v in values].count(True))
print(0 or "x", "a" or "b", 0 or None or [] or {}, 1 and 2, 0 and 1, [] and 5, 1 and "" and 3, "" or 0 and 1 or "last")
print(not 0 or 1, not (0 or 1), not 0 and 1, (not 0) == True, not not "x")

class Truth:
    def __init__(self, value): self.value = value
    def __bool__(self):
        print("bool?", end=" ")
        return self.value
    def __repr__(self): return f"T({self.value})"

t, f = Truth(True), Truth(False)
print(t and f, f and t, t or f, f or t, not t, not f)
print("then" if t else "else", 1 if f else 2)
if t and not f or f:
    print("taken")
while f:
    pass
else:
    print("while else")
print([x for x in (t, f) if x], any([f, t, t]), all([t, f, t]), list(filter(None, [0, 1, "", 2])))
class Len:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
print(bool(Len(0)), bool(Len(2)), bool(object()), bool(type))
class Bad:
    def __bool__(self): return 1
for expression in ("bool(Bad())", "not Bad()", "Bad() and 1", "1 if Bad() else 2"):
    try:
        eval(expression)
    except TypeError as error:
        print(error)
a = 1 if 0 else 2 if 0 else 3
print(a, (lambda: 1 if a else 2)(), [i if i % 2 else -i for i in range(4)])
assert t, "not raised"
try:
    assert f, "raised"
except AssertionError as error:
    print(error)
