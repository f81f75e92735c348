# A thread that finds a buffered stream in use waits for it; only the one that uses it cannot use it again from inside.
import io
import os
import threading


class SlowRaw(io.RawIOBase):
    def __init__(self):
        self.entered, self.may_go_on = threading.Event(), threading.Event()
        self.written = []

    def readable(self):
        return True

    def writable(self):
        return True

    def seekable(self):
        return True

    def seek(self, position, whence=0):
        return 0

    def wait(self):
        self.entered.set()
        self.may_go_on.wait()

    def write(self, data):
        self.wait()
        self.written.append(bytes(data))
        return len(data)

    def readinto(self, buffer):
        self.wait()
        buffer[:2] = b"ab"
        return 2

    def flush(self):
        self.wait()
        super().flush()


def outcome(function, *arguments):
    try:
        return function(*arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}".partition("<")[0]


def beside(raw, first, second):
    """What both give, when the second begins while the first is inside the raw stream."""
    results = {}

    def run(name, function):
        results[name] = outcome(function)

    one = threading.Thread(target=run, args=("first", first))
    one.start()
    raw.entered.wait()
    two = threading.Thread(target=run, args=("second", second))
    two.start()
    two.join(0.05)
    waits = two.is_alive()
    raw.may_go_on.set()
    one.join()
    two.join()
    return results["first"], results["second"], "waited" if waits else "did not wait"


def writer(kind):
    raw = SlowRaw()
    return raw, kind(raw, 4)


for kind in (io.BufferedWriter, io.BufferedRandom):
    raw, stream = writer(kind)
    print(beside(raw, lambda: stream.write(b"0123456789"), lambda: stream.write(b"xy")), raw.written)
    stream.flush()
    print(raw.written)
    raw, stream = writer(kind)
    print(beside(raw, stream.close, lambda: stream.write(b"spam")), stream.closed)
    print(outcome(stream.write, b""), outcome(stream.flush))
for kind in (io.BufferedReader, io.BufferedRandom):
    raw, stream = writer(kind)
    print(beside(raw, lambda: stream.read(3), lambda: stream.read(2)))
    raw, stream = writer(kind)
    print(beside(raw, stream.peek, lambda: stream.read(1)))
    raw, stream = writer(kind)
    print(beside(raw, lambda: stream.readinto(bytearray(2)), lambda: stream.readinto1(bytearray(9))))

reading, writing = os.pipe()
with open(reading, "rb") as stream, open(writing, "wb", buffering=0) as other:
    raw = SlowRaw()
    raw.may_go_on.set()
    results = []
    threads = [threading.Thread(target=lambda: results.append(stream.read(4))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for piece in (b"one", b"1two", b"2thr", b"3"):
        other.write(piece)
    for thread in threads:
        thread.join()
    print(sorted(results))


class FailingClose(SlowRaw):
    fails = True

    def wait(self):
        pass

    def close(self):
        if self.fails:
            raise OSError("not closed")
        super().close()


raw = FailingClose()
for kind in (io.BufferedWriter, io.BufferedReader):
    stream = kind(raw, 8)
    print(outcome(stream.close), stream.closed, outcome(stream.flush), end=" ")
    print(outcome(stream.write, b"x") if kind is io.BufferedWriter else outcome(stream.read))
raw.fails = False
