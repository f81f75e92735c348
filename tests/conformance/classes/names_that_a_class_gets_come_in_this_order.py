# SPDX-License-Identifier: MIT
class C:
    """Doc."""

    def f(self):
        pass


class D:
    pass


class E:
    __slots__ = ("a",)


for made in C, D, E, type("F", (), {}), type("G", (int,), {"b": 1}):
    print(list(vars(made)))
