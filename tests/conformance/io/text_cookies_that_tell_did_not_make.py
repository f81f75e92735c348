# SPDX-License-Identifier: MIT
import io


class Index:
    def __index__(self):
        return 3


class Buffer(io.BytesIO):
    position = 0

    def tell(self):
        return self.position

    def seek(self, *arguments):
        print("seek", arguments)
        return self.position


def show(name, action):
    try:
        print(name, action())
    except Exception as error:
        print(name, type(error).__name__, error)


def seek(cookie, whence=0):
    text = io.TextIOWrapper(io.BytesIO(b"abc\ndef"), encoding="utf-8")
    text.read(2)
    return text.seek(cookie, whence), text.read(3)


def seek_of_buffer(position, whence):
    buffer = Buffer(b"abc")
    text = io.TextIOWrapper(buffer, encoding="utf-8")
    buffer.position = position
    return text.seek(0, whence)


def tell_of_buffer(position):
    buffer = Buffer(b"abc")
    text = io.TextIOWrapper(buffer, encoding="utf-8")
    text.read(1)
    buffer.position = position
    return text.tell()


for cookie in -1, -2**70, 2.0, 1.5, "3", b"1", None, Index(), True, 2**64, 2**64 + 3, 2**127, 2**128 + 1, 2**168:
    shown = "Index" if isinstance(cookie, Index) else repr(cookie)
    for whence in 0, 1, 2:
        show(f"seek {shown} {whence}", lambda: seek(cookie, whence))
        if shown != "Index":
            show(f"buffer at {shown} {whence}", lambda: seek_of_buffer(cookie, whence))
    show(f"tell {shown}", lambda: tell_of_buffer(cookie))
