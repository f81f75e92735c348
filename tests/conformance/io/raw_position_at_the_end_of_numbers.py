# SPDX-License-Identifier: MIT
import io


class Raw(io.RawIOBase):
    def readable(self):
        return True

    def seekable(self):
        return True

    def seek(self, position, whence=0):
        return 2**63 - 1

    def readinto(self, buffer):
        buffer[:2] = b"ab"
        return 2


reader = io.BufferedReader(Raw())
reader.seek(0)
print(reader.read(1))
