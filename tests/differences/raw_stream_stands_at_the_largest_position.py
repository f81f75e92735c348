# SPDX-License-Identifier: MIT
# What a buffered stream holds unwritten leads beyond the largest position: CPython's sum wraps, and its tell() gives a negative
# number; minipy's says that there is no such position.
import io


class Raw(io.RawIOBase):
    def writable(self):
        return True

    def seekable(self):
        return True

    def write(self, data):
        return len(data)

    def tell(self):
        return 2**63 - 1


stream = io.BufferedWriter(Raw())
stream.write(b"abc")
try:
    print(stream.tell())
except OSError as error:
    print(error)
