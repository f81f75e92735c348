# A place that a discarded key has left is remembered while add() searches on; a comparison on the way may fill it. CPython
# puts the new key there all the same: the other one is lost, but counted, and the end of the set reads behind its table.
# Here the search begins anew.
import os


class Key:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return 0

    def __eq__(self, other):
        global action
        todo, action = action, None
        if todo is not None:
            todo()
        return self is other


action = None
gone, kept = Key("gone"), Key("kept")
keys = {gone, kept}
keys.discard(gone)
action = lambda: keys.add(Key("added on the way"))
keys.add(Key("new"))
print(len(keys), sorted(key.name for key in keys), flush=True)
os._exit(0)
