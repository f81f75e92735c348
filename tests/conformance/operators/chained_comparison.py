# SPDX-License-Identifier: MIT
def show(x):
    print("eval", x, end="; ")
    return x

print(show(1) < show(2) < show(3))
print(show(3) < show(2) < show(1))
x = 3
print(1 < 2 > 1 != 3 == x is not None, 1 < 3 > 2 < 1)
print(1 in [1] == True, (1 in [1]) == True, 1 == 1 in [1])
x = 5
print(0 < x < 10, 10 > x > 5, 0 < x <= 5 == x, not 0 < x < 3)

class C:
    def __init__(self, result): self.result = result
    def __lt__(self, other): return self.result

print(C("") < 1 < 2, C("yes") < C([]) < 5, C(0) < 1)

class NoBool:
    def __bool__(self): raise ValueError("asked")
try:
    C(NoBool()) < 1 < 2
except ValueError as error:
    print(error)
print(type(C(NoBool()) < 1).__name__)
if 1 < 2 < 3 and 3 > 2 > 1:
    print("both")
print([i for i in range(10) if 2 < i < 6], [1 < i < 3 for i in range(4)])
while 0 < x < 7 != 8:
    x += 1
print(x)
print("a" < "b" < "c", [1] < [1, 2] < [2], (1, "a") < (1, "b"), {1} < {1, 2} <= {1, 2})
for source in ["1 < 'a'", "1 < 2 < 'a'", "[] < ()", "None < None", "1j < 2j", "{} < {}", "object() < 1", "'a' >= b'a'",
               "1 in 5", "'a' in 5", "1 in 'abc'", "5 in b'a'", "300 in b'a'", "'a' in b'a'"]:
    try:
        print(source, eval(source))
    except (TypeError, ValueError) as error:
        print(source, "->", type(error).__name__, error)
