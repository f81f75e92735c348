# SPDX-License-Identifier: MIT
import io


class Raw(io.RawIOBase):
    def readable(self):
        return True

    def readinto(self, buffer):
        self.kept = buffer
        buffer[:] = bytes(range(len(buffer)))
        return len(buffer)


raw = Raw()
reader = io.BufferedReader(raw, 16)
reader.read(1)
print(reader.readinto(raw.kept[:8]), bytes(raw.kept))
