# readinto1() takes what is buffered; where more than a buffer's size fits behind that, it asks the raw stream, once.
import io


class Raw(io.RawIOBase):
    def __init__(self, *pieces):
        self.pieces, self.reads = list(pieces), 0

    def readable(self):
        return True

    def writable(self):
        return True

    def seekable(self):
        return True

    def seek(self, position, whence=0):
        return 0

    def readinto(self, target):
        self.reads += 1
        piece = self.pieces.pop(0) if self.pieces else b""
        if piece is None:
            return None
        target[: len(piece)] = piece
        return len(piece)


for kind in (io.BufferedReader, io.BufferedRandom):
    for second in (b"jkl", b"", None):
        for size in (2, 3, 5, 13, 14, 20):
            raw = Raw(b"abc", second, b"mno")
            stream = kind(raw, 10)
            target = bytearray(size)
            print(kind.__name__, second, size, stream.peek(), end=" ")
            print(stream.readinto1(target), bytes(target), raw.reads, stream.read1(4), raw.reads)
