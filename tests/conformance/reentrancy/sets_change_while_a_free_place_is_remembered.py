# A place that a discarded key has left is remembered while the search goes on; a comparison on the way may take the key
# away that was to be compared, or give the set another table. (A comparison that fills the place: tests/differences.)


class Key:
    def __init__(self, name, hash_value=0):
        self.name, self.hash_value = name, hash_value

    def __hash__(self):
        return self.hash_value

    def __eq__(self, other):
        global action
        todo, action = action, None
        if todo is not None:
            todo()
        return self is other

    def __repr__(self):
        return self.name


def names(keys):
    return len(keys), sorted(map(repr, keys))


def refill():
    for number in range(200):
        keys.add(Key(f"n{number}", number * 7))
    for key in [key for key in keys if key.name.startswith("n")]:
        keys.discard(key)


for what, step in {
    "clear": lambda: keys.clear(),
    "clear and add": lambda: (keys.clear(), keys.add(Key("a1")), keys.add(Key("a2"))),
    "discard": lambda: keys.discard(kept),
    "grow and shrink": refill,
}.items():
    for search in (lambda: keys.add(Key("new")), lambda: keys.discard(Key("new")), lambda: Key("new") in keys,
                   lambda: keys | {Key("new")}, lambda: keys.symmetric_difference_update([Key("new")])):
        action = None
        gone, kept = Key("gone"), Key("kept")
        keys = {gone, kept, *(Key(f"k{number}", 32 + number) for number in range(3))}
        keys.discard(gone)
        action = step
        try:
            search()
        except RuntimeError as error:
            print(type(error).__name__, error)
        action = None
        print(what, *names(keys))
        del keys
