# SPDX-License-Identifier: MIT
# The raw stream's readinto() calls __init__() of the reader that reads: CPython 3.11 frees the buffer that is being
# filled. Here an operation that is under way refuses a second one.
import io
class Raw(io.RawIOBase):
    n = 0
    def readable(s): return True
    def readinto(s, b):
        if s.n == 0:
            s.n = 1
            br.__init__(s, 1)
        b[:] = b'x'*len(b)
        return len(b)
br = io.BufferedReader(Raw(), 8192)
try:
    print(br.read(1))
    d = br.read(8000); print(len(d), d.count(b'x'))
except (RuntimeError, ValueError) as e: print(type(e).__name__, e)
