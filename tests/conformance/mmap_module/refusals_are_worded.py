# What mmap says of arguments that it does not take: most of its functions are bound by formats. A closed map says that
# first.
import mmap
import tempfile


class Five:
    def __index__(self):
        return 5


def tell(what, function, *arguments):
    try:
        print(what, function(*arguments))
    except Exception as error:
        print(what, type(error).__name__, error)


def set_item(key, value):
    memory[key] = value


def delete_item(key):
    del memory[key]


memory = mmap.mmap(-1, 100)
LISTS = ((), ("x",), (None,), (1.5,), (b"x",), (-1,), (1 << 70,), (Five(),), (300,), (1, 2), (b"x", "y"), (b"x", 1, "z"),
         (b"x", None), (1, 2, 3), (-1, 2, 3), (1 << 70, 1, 1), (1, 2, 3, 4))
for name in ("read", "write", "write_byte", "seek", "find", "rfind", "flush", "madvise", "move", "tell", "readline",
             "read_byte"):
    for arguments in LISTS:
        memory.seek(90)
        tell(f"{name} {len(arguments)}", getattr(memory, name), *arguments)
for key in ("x", None, 1.5, 100, -101, 1 << 70, slice(0, 5, 0), slice("a"), Five(), slice(3, 0, -1)):
    tell("get", memory.__getitem__, key)
    tell("set", set_item, key, 1)
    tell("delete", delete_item, key)
for value in ("x", None, 1.5, -1, 256, b"x", 1 << 70, Five()):
    tell("item", set_item, 0, value)
    tell("slice", set_item, slice(0, 1), value)
for arguments in ((), (-1,), (-1, -1), (-1, 0), ("x", 1), (-1, "x"), (-1, 1 << 70), (1 << 40, 1), (-1, 10, 0),
                  (-1, 10, "x"), (-1, 10, 1, 1, 1, 1), (-1, 10, 1, 1, 1, 1, 1), (-2, 10), (-1, 10, 1, 3, 9),
                  (-1, 10, 1, 3, 1, -1), (-1, 10, 1, 3, 0, 1), (-1, 10, 2, 3, 1)):
    tell(f"mmap {len(arguments)}", mmap.mmap, *arguments)
for keywords in ({"bad": 1}, {"offset": "x"}, {"access": "q"}, {"fileno": 1}, {"length": 9}, {"prot": 1 << 40}):
    tell("keywords", lambda: mmap.mmap(-1, 10, **keywords))
for access in (mmap.ACCESS_READ, mmap.ACCESS_COPY):
    memory = mmap.mmap(-1, 10, access=access)
    for function in (lambda: memory.write(b"x"), lambda: memory.write_byte(1), lambda: memory.move(0, 1, 1),
                     lambda: memory.resize(5), lambda: memory.flush(1, 20), lambda: set_item(0, 1),
                     lambda: set_item(slice(0, 1), b"a"), lambda: delete_item(0), lambda: delete_item(slice(1))):
        tell(access, function)
with tempfile.TemporaryFile() as file:
    file.write(b"a" * 5000)
    file.flush()
    for arguments in ((6000,), (0, 1, 3, 0, 8192), (10, 1, 3, 0, 3)):
        tell("file", mmap.mmap, file.fileno(), *arguments)
    memory = mmap.mmap(file.fileno(), 0)
    for size in ((), (-1,), ("x",), (0,), (1, 2), (100,)):
        tell("resize", memory.resize, *size)
    with memoryview(memory):
        tell("exported", memory.close)
        tell("exported", memory.resize, 10)
memory = mmap.mmap(-1, 10)
memory.close()
for name in ("read", "seek", "write", "write_byte", "find", "move", "flush", "madvise", "resize"):
    tell(f"closed {name}", getattr(memory, name), "wrong", "wrong", "wrong", "wrong")
