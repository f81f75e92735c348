# SPDX-License-Identifier: MIT
"""close() flushes and closes the stream below, whatever the flush says; the first exception becomes the context of the second."""
import io


class Raw(io.RawIOBase):
    def __init__(self, flush, close):
        self.flush_error, self.close_error = flush, close

    def readable(self):
        return True

    def writable(self):
        return True

    def write(self, data):
        if self.flush_error:
            raise self.flush_error("flush")
        return len(data)

    def close(self):
        error, self.close_error = self.close_error, None
        super().close()
        if error:
            raise error("close")


WRAPPERS = [io.BufferedWriter, lambda raw: io.BufferedRWPair(io.BytesIO(), raw), lambda raw: io.TextIOWrapper(io.BufferedWriter(raw))]


def chain(error):
    while error is not None:
        yield repr(error)
        error = error.__context__


for number in range(3):
    for flush in (None, ValueError):
        for close in (None, OSError):
            raw = Raw(flush, close)
            stream = WRAPPERS[number](raw)
            stream.write("x" if number == 2 else b"x")
            try:
                stream.close()
                print(type(stream).__name__, "closed")
            except (OSError, ValueError) as error:
                print(type(stream).__name__, list(chain(error)))
            raw.flush_error = None
            print(stream.closed)


class Half(io.BytesIO):
    def __init__(self, name, fails):
        super().__init__()
        self.name, self.fails = name, fails

    def close(self):
        if self.fails:
            self.fails = False
            raise OSError(self.name)
        super().close()


for reader in (False, True):
    for writer in (False, True):
        pair = io.BufferedRWPair(Half("reader", reader), Half("writer", writer))
        try:
            pair.close()
            print("closed")
        except OSError as error:
            print(list(chain(error)))
