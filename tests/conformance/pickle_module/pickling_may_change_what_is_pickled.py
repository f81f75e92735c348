# Code of the program that is called while something is pickled or loaded may change it, the memo, or start over.
import _pickle
import io


def tell(what, action):
    try: print(what, action())
    except Exception as error: print(what, type(error).__name__, str(error).split(" at 0x")[0])


class Does:
    def __init__(self, action): self.action = action

    def __reduce__(self):
        self.action()
        return int, ("5",)


for protocol in (0, 1, 2, 4, 5):
    items = [1, 2, "text", [3]]
    items[2:2] = [Does(items.clear)]
    tell("list cleared", lambda: _pickle.dumps(items, protocol))
    items = [Does(lambda: items.extend("ab")), 2]
    tell("list longer", lambda: _pickle.dumps(items, protocol))
    if protocol:
        table = {1: Does(lambda: table.clear()), 2: [3], 4: 5}
        tell("dict cleared", lambda: _pickle.dumps(table, protocol))
        table = {1: Does(lambda: table.update({i: i for i in range(50)})), 2: 3}
        tell("dict larger", lambda: _pickle.dumps(table, protocol))
    group = set()
    group.add(Does(group.clear))
    tell("set cleared", lambda: _pickle.dumps(group, protocol))

    file = io.BytesIO()
    pickler = _pickle.Pickler(file, protocol)
    tell("memo cleared", lambda: pickler.dump([["x" + "y"], Does(pickler.clear_memo), ["z"]]))
    print(file.getvalue())
    file = io.BytesIO()
    pickler = _pickle.Pickler(file, protocol)
    tell("memo set", lambda: pickler.dump([["x"], Does(lambda: setattr(pickler, "memo", {})), ["z"]]))
    print(file.getvalue())

    file = io.BytesIO()
    pickler = _pickle.Pickler(file, protocol)
    tell("made anew", lambda: pickler.dump([["x"], Does(lambda: pickler.__init__(io.BytesIO(), protocol)), ["z"]]))

    pickler = _pickle.Pickler(io.BytesIO(), protocol)
    pickler.persistent_id = lambda value: delattr(pickler, "bin") if value == 1 else None
    tell("hook", lambda: pickler.dump([1]))
    pickler.persistent_id = lambda value: setattr(pickler, "persistent_id", lambda value: None)
    tell("hook replaced", lambda: pickler.dump([1, [2]]))

# A load inside of a load: whatever comes of it, no more than an exception.
class Again(_pickle.Unpickler):
    again = 3

    def find_class(self, module, name):
        if self.again:
            self.again -= 1
            try: self.load()
            except Exception: pass
        self.memo.clear()
        return super().find_class(module, name)


class Plain:
    def __setstate__(self, state): unpickler.memo = {}; unpickler.stack = state


class Hashes:
    def __init__(self): self.x = 1
    def __hash__(self): refuse(); return 1
    def __eq__(self, other): refuse(); return True


def refuse():
    if unpickler is not None:
        try: unpickler.__init__(io.BytesIO(b"N." * 100))
        except Exception: pass
        try: unpickler.load()
        except Exception: pass


unpickler = None
for protocol in range(6):
    unpickler = None
    data = _pickle.dumps([Plain(), {Hashes(): 1}, {Hashes()}, [Hashes()], 2, Plain(), ["end"]], protocol)
    unpickler = Again(io.BytesIO(data * 3))
    try: unpickler.load()
    except Exception: pass


class Peeks(io.BytesIO):
    def peek(self, size):
        unpickler.__init__(io.BytesIO(b"K\x01."))
        return b""

    def readinto(self, view):
        kept.append(view)
        return len(view)


kept = []
unpickler = _pickle.Unpickler(Peeks(_pickle.dumps([1, b"x" * 500, bytearray(5000)], 5)))
for _ in range(3):
    try: unpickler.load()
    except Exception: pass
for view in kept: bytes(view)

print("done")
