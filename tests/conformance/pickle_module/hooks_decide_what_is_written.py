# persistent ids, dispatch tables, reducer_override, find_class, memo, fast and buffers, of instances and of subclasses.
import _pickle
import copyreg
import io

Pickler, Unpickler, PickleBuffer = _pickle.Pickler, _pickle.Unpickler, _pickle.PickleBuffer


class Plain: pass
def function(): pass


def tell(what, action):
    try: print(what, action())
    except Exception as error: print(what, type(error).__name__, str(error).split(" at 0x")[0])


def written(cls, value, protocol, **attributes):
    file = io.BytesIO()
    pickler = cls(file, protocol)
    for name, item in attributes.items(): setattr(pickler, name, item)
    pickler.dump(value)
    return file.getvalue()


class Persistent(Pickler):
    def persistent_id(self, value):
        return f"id {value}" if isinstance(value, str) and len(value) < 3 else None


class Remembers(Unpickler):
    def persistent_load(self, number): return ["loaded", number]


class Overrides(Pickler):
    def reducer_override(self, value): return (print, ("made",)) if value is Plain else NotImplemented


class Tabled(Pickler):
    dispatch_table = copyreg.dispatch_table | {Plain: lambda value: (str, ("tabled",))}


class Renames(Unpickler):
    def find_class(self, module, name):
        print("find_class", module, name)
        return super().find_class(module, {"Plain": "function"}.get(name, name))


class Table:
    def __getitem__(self, key):
        if key is Plain: return lambda value: "function"
        raise KeyError(key)


for protocol in range(6):
    tell("id", lambda: written(Pickler, [Plain, 1, Plain], protocol, persistent_id=lambda v: "pid" if v is Plain else None))
    tell("ids", lambda: written(Persistent, [1, "ab", "abc", ("ab",)], protocol))
    data = written(Persistent, [1, "ab", "abc"], protocol) if protocol else b"(lp0\nPab\na."
    tell("loaded", lambda: Remembers(io.BytesIO(data)).load())
    tell("not loaded", lambda: Unpickler(io.BytesIO(data)).load())
    tell("override", lambda: written(Overrides, [Plain, int, function], protocol))
    tell("table", lambda: written(Tabled, [Plain(), 1j], protocol))
    tell("own table", lambda: written(Pickler, [Plain()], protocol, dispatch_table={Plain: lambda v: (int, ("7",))}))
    tell("a table of another kind", lambda: written(Pickler, [Plain()], protocol, dispatch_table=Table()))
    tell("fast", lambda: written(Pickler, [[1], (1, 2), {1: "a"}, Plain, frozenset([1]), {2}], protocol, fast=True))
    tell("without bin", lambda: written(Pickler, [1, "a", [2]], protocol, bin=0))
    tell("found", lambda: [found.__name__ for found in Renames(io.BytesIO(_pickle.dumps([Plain, len], protocol))).load()])
    tell("python 3 names", lambda: _pickle.dumps([range, "".join, UserWarning], protocol, fix_imports=False))

in_itself = []
in_itself.append(in_itself)
tell("fast", lambda: written(Pickler, in_itself, 4, fast=True))

print("memo")
file = io.BytesIO()
pickler = Pickler(file, 4)
pickler.dump(["a", "b"])
print([pair for pair in pickler.memo.copy().values()][0:0], len(pickler.memo.copy()))
other = Pickler(io.BytesIO(), 4)
other.memo = pickler.memo
print(len(other.memo.copy()))
other.memo = pickler.memo.copy()
print(sorted(number for number, _ in other.memo.copy().values()))
other.memo = {}
pickler.memo.clear()
print(pickler.memo.copy(), other.memo.__reduce__(), type(other.memo))
unpickler = Unpickler(io.BytesIO(file.getvalue() * 2))
print(unpickler.load(), unpickler.memo.copy(), unpickler.memo.__reduce__())
another = Unpickler(io.BytesIO(b"h\x01.h\x08."))
another.memo = unpickler.memo
print(another.load())
tell("absent", another.load)
for owner in (pickler, unpickler):
    for value in (1, {1: 2}, {"a": ("a", 2)}, {-1: (1, 2)}, {1: ("a", 2)}):
        tell(("memo", value), lambda: setattr(owner, "memo", value))
    tell("del", lambda: delattr(owner, "memo"))
    tell("new", lambda: type(owner.memo)())
    tell("hash", lambda: hash(owner.memo))

print("buffers")
data = bytearray(b"abc")
kept = []
for callback in (kept.append, lambda buffer: True, lambda buffer: 0):
    tell("callback", lambda: _pickle.dumps([PickleBuffer(data), PickleBuffer(b"ro")], 5, buffer_callback=callback))
pickled = _pickle.dumps([PickleBuffer(data), PickleBuffer(b"ro")], 5, buffer_callback=kept.append)
tell("loaded", lambda: [bytes(item) for item in _pickle.loads(pickled, buffers=kept[-2:])])
tell("loaded", lambda: [bytes(item) for item in _pickle.loads(pickled, buffers=iter([b"x", data]))])
for buffers in ([], None, [b"a"], [1], 5): tell(buffers, lambda: _pickle.loads(pickled, buffers=buffers))
buffer = PickleBuffer(data)
view = memoryview(buffer)
print(view.obj is data, bytes(view), buffer.raw().tolist(), view.readonly)
buffer.release()
buffer.release()
tell("released", buffer.raw)
tell("released", lambda: memoryview(buffer))
tell("released", lambda: _pickle.dumps(buffer, 5))
print(bytes(view))
tell("exported", lambda: data.extend(b"d"))
view.release()
tell("gaps", PickleBuffer(memoryview(b"abcdef")[::2]).raw)
tell("gaps", lambda: _pickle.dumps(PickleBuffer(memoryview(b"abcdef")[::2]), 5))
tell("matrix", lambda: PickleBuffer(memoryview(bytes(12)).cast("B", (3, 4))).raw().shape)
for arguments in ((), (1,), (b"", b"")): tell("PickleBuffer", lambda: PickleBuffer(*arguments))

print("attributes")
for text in ("persistent_id", "dispatch_table", "fast", "bin"):
    tell(text, lambda: getattr(pickler, text))
    tell(text, lambda: delattr(pickler, text))
    tell(text, lambda: setattr(pickler, text, 2.5))
tell("persistent_load", lambda: unpickler.persistent_load)
tell("persistent_load", lambda: setattr(unpickler, "persistent_load", 1))
tell("persistent_load", lambda: delattr(unpickler, "persistent_load"))
print(Persistent(io.BytesIO()).persistent_id("a"), Remembers(io.BytesIO()).persistent_load(1))
print([name for name in dir(Pickler) if name not in dir(object)], [name for name in dir(Unpickler) if name not in dir(object)])
print([name for name in dir(_pickle) if not name.startswith("__")], PickleBuffer, Pickler.__module__)

print("files")


class Peeks(io.BytesIO):
    def peek(self, size):
        print("peek", size)
        return self.getbuffer()[self.tell():self.tell() + 10]


class Cannot(io.BytesIO):
    def peek(self, size): raise NotImplementedError


class Plainly:
    def __init__(self, data): self.file = io.BytesIO(data)
    def read(self, size): print("read", size); return self.file.read(size)
    def readline(self): print("readline"); return self.file.readline()


class ReadsInto(Plainly):
    def readinto(self, view): print("readinto", len(view)); return self.file.readinto(view)


for protocol in (0, 2, 4, 5):
    stream = _pickle.dumps(["a", 1, b"b" * 10, bytearray(30)], protocol)
    for kind in (Peeks, Cannot, Plainly, ReadsInto):
        file = kind(stream + b"rest")
        tell(kind.__name__, lambda: (_pickle.load(file), (file.file if hasattr(file, "file") else file).read()))
