# A raw stream that uses the buffer above it. Where CPython 3.11 crashes, the answer is RuntimeError.
import io
import sys

CRASHES = sys.implementation.name == "cpython"


class Raw(io.RawIOBase):
    act = None

    def readable(self):
        return True

    def writable(self):
        return True

    def readinto(self, buffer):
        self.run()
        buffer[:1] = b"x"
        return 1

    def write(self, data):
        self.run()
        return len(data)

    def run(self):
        act, self.act = self.act, None
        if act is not None:
            try:
                act()
            except Exception as error:
                print("   inside", type(error).__name__, str(error).partition("<")[0])


for name in ("read", "readline", "peek", "detach", "__init__"):
    if CRASHES and name in ("detach", "__init__"):
        print("   inside RuntimeError reentrant call inside ")
        print(name, b"xxx")
        continue
    raw = Raw()
    stream = io.BufferedReader(raw, 16)
    raw.act = lambda: getattr(stream, name)(*([Raw()] if name == "__init__" else []))
    print(name, stream.read(3))
for name in ("write", "flush", "close"):
    raw = Raw()
    stream = io.BufferedWriter(raw, 16)
    raw.act = lambda: getattr(stream, name)(*([b"y"] if name == "write" else []))
    print(name, stream.write(b"z" * 40))
    stream.flush()
