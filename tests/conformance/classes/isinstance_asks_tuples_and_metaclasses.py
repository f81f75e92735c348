# SPDX-License-Identifier: MIT
"""isinstance() and issubclass() ask tuples item by item, metaclasses by method, and say what cannot be asked."""


class Meta(type):
    def __instancecheck__(cls, instance):
        print("instance", cls.__name__)
        return 1

    def __subclasscheck__(cls, subclass):
        print("subclass", cls.__name__)
        return []


class Odd(metaclass=Meta):
    pass


for wanted in (Odd, (int, Odd), (int, (str, (Odd,))), (), (bool, int), int | str, 5, (float, 5), (int, 5)):
    for ask, about in ((isinstance, 3), (issubclass, int), (issubclass, 3)):
        try:
            print(ask.__name__, about, ask(about, wanted))
        except TypeError as error:
            print(error)
deep = ()
for _ in range(100_000):
    deep = (deep,)
for ask, about in ((isinstance, 3), (issubclass, int)):
    try:
        ask(about, deep)
    except RecursionError as error:
        print(error)
for text in ("aB", "ab", "AB", "1", "", "\u01c5", "a\u01c5", "A\u01c5", "\u00e9", "\u00c9", "\u00aa"):
    print(ascii(text), text.islower(), text.isupper(), text.istitle())
