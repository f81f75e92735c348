# SPDX-License-Identifier: MIT
# A dict is two arrays: a sparse table of indices, found by hash, and the entries in the order of insertion.
# Keys need a hash that agrees with equality.


class Key:
    def __init__(self, name, hash_value):
        self.name, self.hash_value = name, hash_value

    def __hash__(self):
        print(f"hash({self.name})", end=" ")
        return self.hash_value

    def __eq__(self, other):
        print(f"{self.name}=={other.name}?", end=" ")
        return self.name == other.name

    def __repr__(self):
        return self.name


table = {Key("a", 1): 1, Key("b", 9): 2, Key("c", 1): 3}    # a and c collide: equality decides
print("\n", table)
print(table[Key("c", 1)])

d = {"first": 1, "second": 2, "third": 3}
del d["first"]
d["first"] = "inserted again, now last"
print(d, list(reversed(d)))

keys = d.keys()                         # a view, not a copy
d["fourth"] = 4
print(keys, sorted(keys & {"first", "fourth", "fifth"}))

for change in (lambda: d.update(extra=1), lambda: d.update(third="other value")):
    try:
        for key in d:
            change()
        print("changing values while iterating is fine")
    except RuntimeError as error:
        print(error)


class Counting(dict):
    def __missing__(self, key):         # asked by d[key] when there is no such key
        return 0


letters = Counting()
for letter in "hello":
    letters[letter] += 1
print(letters, {1: "int", 1.0: "float", True: "bool"})
