# SPDX-License-Identifier: MIT
# A raw stream keeps the view of the buffer that it was given, and the program writes from it: source and target overlap. CPython's
# memcpy copies over what it has yet to copy.
import io


class Raw(io.RawIOBase):
    def writable(self):
        return True

    def write(self, data):
        self.kept = data
        return len(data)


raw = Raw()
writer = io.BufferedWriter(raw, 16)
writer.write(b"0123456789")
writer.flush()
writer.write(b"ab")
print(writer.write(raw.kept[1:9]))
writer.flush()
print(bytes(raw.kept))
