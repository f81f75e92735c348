import io
from array import array


class File:
    def __init__(self, data):
        self.data = data

    def read(self, count):
        print("read", count)
        return self.data

    def write(self, data):
        print("write", len(data), type(data))


def attempt(action):
    try:
        print(action())
    except (TypeError, ValueError, EOFError, AttributeError, MemoryError) as error:
        print(type(error).__name__, error)


a = array("i", range(40000))
a.tofile(File(b""))
array("i").tofile(File(b""))
stream = io.BytesIO()
a[:5].tofile(stream)
stream.seek(0)
b = array("i")
b.fromfile(stream, 3)
print(b)
attempt(lambda: b.fromfile(stream, 3))
print(b)
for data in (b"1234", b"123", "text", b"12345678"):
    attempt(lambda: b.fromfile(File(data), 1))
    print(b)
attempt(lambda: b.fromfile(File(b""), -1))
attempt(lambda: b.fromfile(File(b""), 2**62))
attempt(lambda: b.fromfile(5, 1))
attempt(lambda: b.tofile(5))
