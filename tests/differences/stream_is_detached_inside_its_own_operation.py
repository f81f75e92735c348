# SPDX-License-Identifier: MIT
# The buffer of a text stream detaches, or closes, the stream in the middle of a read or a close: CPython 3.11 goes on with
# a null pointer. Here an operation that is under way refuses it.
import io
def t(label, f):
    try:
        f(); print(label, "done")
    except Exception as e:
        print(label, type(e).__name__)
class Raw(io.RawIOBase):
    wrapper, done = None, False
    @property
    def closed(self):
        if self.wrapper is not None and not self.done:
            self.done = True
            self.wrapper.detach()
        return False
raw = Raw(); w = io.TextIOWrapper(raw, encoding="ascii"); raw.wrapper = w
t("close", w.close)
class R2(io.RawIOBase):
    def readable(self): return True
    def readinto(self, b):
        try:
            tw.detach()
        except Exception as e:
            print("inner", type(e).__name__)
        b[:3] = b"abc"
        return 3 if len(b) else 0
for name in ("read", "readline"):
    tw = io.TextIOWrapper(io.BufferedReader(R2()), encoding="utf-8")
    t(name, lambda: getattr(tw, name)(2))
class W:
    closed = False
    def __init__(self): self.calls = 0
    def writable(self): return True
    def readable(self): return False
    def seekable(self): return True
    def seek(self, off, whence=0): return 0
    def tell(self): return 0
    def flush(self): pass
    def close(self): self.closed = True
    def write(self, mv):
        self.calls += 1
        if self.calls == 1: return len(mv) - 1
        if self.calls == 2: raise BlockingIOError
        mv.tobytes(); return len(mv)
class Ix:
    def __index__(self):
        try:
            bw.close()
        except Exception as e:
            print("inner", type(e).__name__)
        return 0
bw = io.BufferedWriter(W()); bw.write(b"ABCD")
t("seek", lambda: bw.seek(Ix()))
class Dec:
    def decode(self, data, final=False):
        tw.detach(); return "x"
    def getstate(self): return (b"", 0)
    def setstate(self, s): pass
    def reset(self): pass
tw = io.TextIOWrapper(io.BytesIO(b"hello\nworld\n" * 2000), encoding="utf-8")
print(tw.read(3))
class B(io.BytesIO):
    def read1(self, n=-1):
        try:
            tw.detach()
        except ValueError as e:
            print("inner ValueError")
        return b"some bytes\n"
    read = read1
for op in (lambda: tw.read(4), lambda: tw.readline(), lambda: next(tw), lambda: tw.read()):
    tw = io.TextIOWrapper(B(b"hello"), encoding="utf-8")
    try:
        print(type(op()).__name__)
    except Exception as e:
        print(type(e).__name__)
