# SPDX-License-Identifier: MIT
import io


class Raw(io.RawIOBase):
    pieces = [b"ab", b"c", b""]

    def readinto(self, buffer):
        piece = self.pieces.pop(0)[: len(buffer)] if len(buffer) else b""
        buffer[: len(piece)] = piece
        return len(piece)


print(Raw().read(0), Raw().readall())
