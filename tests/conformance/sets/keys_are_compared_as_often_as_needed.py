# SPDX-License-Identifier: MIT
# Each hash and each comparison is printed: what two sets, a dict or a view hold already is not hashed again, and what
# is known to differ is not compared.
class Key:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        print("hash", self.value, end="; ")
        return self.value % 4

    def __eq__(self, other):
        print(self.value, "==", other.value, end="; ")
        return self.value == other.value

    def __repr__(self):
        return f"K{self.value}"


class Subset(set):
    pass


def keys(*values):
    return [Key(value) for value in values]


def show(name, action):
    print(name, end=": ")
    print(action())


left, right, other = set(keys(1, 2, 5)), set(keys(1, 9)), set(keys(3, 7))
large = Subset(keys(1, 5, 2, 3, 7))
table = dict.fromkeys(keys(1, 5))
entries = {Key(1): 1, Key(2): 2, Key(5): 3}
changed = {Key(1): 1, Key(9): 9}
print()
for name, argument in {
    "right": right, "other": other, "itself": left, "frozen": frozenset(right), "large": large, "table": table,
    "list": keys(0, 5, 1), "view": table.keys(),
}.items():
    for method in (
        "isdisjoint", "issubset", "issuperset", "union", "intersection", "difference", "symmetric_difference",
        "symmetric_difference_update",
    ):
        show(f"{method} {name}", lambda: getattr(set(left), method)(argument))
    for view in entries.keys(), entries.items():
        show(f"view.isdisjoint {name}", lambda: view.isdisjoint(argument))
        for operator in "&", "|", "-", "^":
            show(f"view {operator} {name}", lambda: sorted(map(repr, eval(f"view {operator} argument"))))
show("items ^ items", lambda: entries.items() ^ changed.items())
show("itself | itself", lambda: left | left)
show("copy of a subclass", lambda: len(type("Table", (dict,), {})(entries)))
while left:
    show("pop", left.pop)
