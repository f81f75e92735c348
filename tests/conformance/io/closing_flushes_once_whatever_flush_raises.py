# SPDX-License-Identifier: MIT
# A MemoryError that a program raises by itself is an exception like any other: nobody tries flush() again.
import io


def noisy(base, *arguments):
    class Noisy(base):
        def flush(self):
            print("flush", base.__name__)
            raise MemoryError("mine")
    return Noisy(*arguments)


for base, arguments in (
    (io.IOBase, ()),
    (io.RawIOBase, ()),
    (io.BufferedWriter, (io.BytesIO(),)),
    (io.BufferedRandom, (io.BytesIO(),)),
    (io.TextIOWrapper, (io.BytesIO(),)),
):
    stream = noisy(base, *arguments)
    try:
        stream.close()
    except MemoryError as error:
        print(repr(error), stream.closed)
    stream = None
