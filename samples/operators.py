# SPDX-License-Identifier: MIT
# a + b asks type(a) for __add__; when that returns NotImplemented, type(b) is asked for __radd__.
# When type(b) is a subclass of type(a) that overrides the method, b is asked first.


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __repr__(self):
        return f"{type(self).__name__}({self.cents})"

    def __add__(self, other):
        print(f"  __add__({self}, {other})")
        if isinstance(other, Money):
            return Money(self.cents + other.cents)
        if isinstance(other, int):
            return Money(self.cents + other)
        return NotImplemented           # not: raise. The other operand may know better

    def __radd__(self, other):
        print(f"  __radd__({self}, {other})")
        return self + other

    def __iadd__(self, other):          # += may change the object itself
        print(f"  __iadd__({self}, {other})")
        self.cents += other
        return self

    def __eq__(self, other):
        return isinstance(other, Money) and self.cents == other.cents

    def __lt__(self, other):
        return self.cents < other.cents

    def __neg__(self):
        return Money(-self.cents)


class Bonus(Money):
    def __radd__(self, other):
        print(f"  Bonus.__radd__({self}, {other})")
        return Bonus(self.cents + other.cents)


print(Money(5) + Money(6))
print(5 + Money(6))
print(sum([Money(1), Money(2)]))        # starts with 0 + Money(1)
print(Money(5) + Bonus(6))              # the subclass is asked first
wallet = same = Money(1)
wallet += 10
print(wallet, same is wallet, -wallet, Money(1) < Money(2) < Money(3), Money(3) == Money(3), Money(3) != 3)
try:
    Money(1) + "text"
except TypeError as error:
    print(error)
