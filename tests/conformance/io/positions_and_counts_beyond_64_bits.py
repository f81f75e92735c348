# SPDX-License-Identifier: MIT
import io

numbers = [2**70, -2**70, 2**63, 2**63 - 1, -1, -2**63, 1.5, "x"]


class Raw(io.RawIOBase):
    answer = 0
    readable = writable = seekable = lambda self: True

    def seek(self, position, whence=0):
        return self.answer

    def tell(self):
        return self.answer

    def readinto(self, buffer):
        return self.answer

    def write(self, data):
        return self.answer


def show(name, action, *arguments):
    try:
        print(name, action(*arguments))
    except (Exception, MemoryError) as error:
        print(name, type(error).__name__, error, repr(error.__context__))


def after(answer, make, method, *arguments):
    def run():
        raw = Raw()
        stream = make(raw)
        raw.answer = answer
        try:
            return getattr(stream, method)(*arguments)
        finally:
            raw.answer = 3

    return run


for number in numbers:
    print(number)
    for make in io.BufferedReader, io.BufferedWriter, io.BufferedRandom:
        show("tell", after(number, make, "tell"))
        for whence in 0, 1, 2:
            show("seek", after(number, make, "seek", 30, whence))
            show("seek to", after(3, make, "seek", number, whence))
    if number != 2**63 - 1:
        show("read", after(number, io.BufferedReader, "read"))
        show("read some", after(number, io.BufferedReader, "read", 4))
        show("readinto", after(number, io.BufferedReader, "readinto", bytearray(4)))
        show("raw read", after(number, lambda raw: raw, "read", 4))
    show("write", after(number, io.BufferedWriter, "write", b"x" * 100_000))
    if number != 2**63 - 1:
        show("bytes state", io.BytesIO().__setstate__, (b"", number, None))
        show("text state", io.StringIO().__setstate__, ("", "", number, None))
