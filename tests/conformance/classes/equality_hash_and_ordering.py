# SPDX-License-Identifier: MIT
class P:
    def __init__(self, x):
        self.x = x
    def __eq__(self, other):
        if not isinstance(other, P):
            return NotImplemented
        return self.x == other.x
    def __lt__(self, other):
        return self.x < other.x
    def __repr__(self):
        return f"P({self.x})"

print(P(1) == P(1), P(1) != P(1), P(1) == P(2), P(1) != P(2), P(1) == 1, P(1) != 1)
print(P(1) < P(2), P(1) > P(2), sorted([P(3), P(1), P(2)]), max(P(1), P(5)), min([P(4), P(2)]))
print(P.__hash__)
try:
    hash(P(1))
except TypeError as error:
    print(error)
try:
    {P(1)}
except TypeError as error:
    print(error)
for expression in ["P(1) <= P(2)", "P(1) >= P(2)", "P(1) < 5", "5 > P(1)"]:
    try:
        print(eval(expression))
    except Exception as error:
        print(type(error).__name__, error)

class H(P):
    def __hash__(self):
        return hash(self.x)

print(len({H(1), H(1), H(2)}), {H(1): "a"}[H(1)], H(1) in [H(1)], [H(1), H(2)].index(H(2)), [H(1)].count(H(1)))

class Odd:
    def __eq__(self, other): return "truthy string"
    def __ne__(self, other): return []
    def __lt__(self, other): return None
    def __gt__(self, other): return 0

o = Odd()
print(o == 1, o != 1, o < 1, o > 1, 1 == o, 1 > o, o == o, not o == 1)

class Never:
    def __eq__(self, other): return False

n = Never()
print(n == n, n in [n], [n] == [n], n in (n,), [n].index(n), (n,) == (n,), {1: n} == {1: n})
print(object() == object(), (lambda a: a == a)(object()), object() != object())
class Sub(P):
    def __eq__(self, other): print("sub eq"); return True
print(P(1) == Sub(2))
class L:
    def __lt__(self, other): return "L.lt"
    def __ge__(self, other): return "L.ge"
class M: pass
print(L() < M(), M() > L(), M() <= L(), L() >= 1)
