# __reduce__ of dict iterators lists what is still to come and does not move them.
import copy

table = {1: "a", 2: "b", 3: "c"}
for make in (iter, lambda d: iter(d.values()), lambda d: iter(d.items()), reversed, lambda d: reversed(d.values()), lambda d: reversed(d.items())):
    iterator = make(table)
    print(next(iterator), iterator.__reduce__()[1], iterator.__length_hint__(), list(copy.copy(iterator)), list(iterator), iterator.__reduce__()[1])
iterator = iter(table)
table[4] = "d"
for _ in range(2):
    try:
        print(iterator.__reduce__()[1])
    except RuntimeError as error:
        print(error)


class Keys:
    def __init__(self, keys):
        self.given = keys

    def keys(self):
        return self.given

    def __getitem__(self, key):
        self.given.clear()
        return key


print(dict(Keys([1, 2, 3])), {**Keys(["a", "b"])})
for given in (5, None):
    for make in (dict, lambda m: {**m}, lambda m: {}.update(m)):
        try:
            make(Keys(given))
        except TypeError as error:
            print(error)
