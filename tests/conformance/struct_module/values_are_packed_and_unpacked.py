import struct
from struct import *
for fmt, values in [("b", [-5]), ("B", [250]), ("<h", [-300]), (">H", [65535]), ("i", [-7]), ("<I", [2**32 - 1]), ("l", [-1]), ("=L", [5]), ("q", [-2**63]), ("Q", [2**64 - 1]), ("n", [3]), ("?", [[]]), ("c", [b"x"]), ("5s", [b"ab"]), ("3p", [b"abcdef"]), ("<e", [1.5]), (">e", [65504.0]), ("e", [5.960464477539063e-08]), ("<f", [0.1]), ("!d", [-2.5]), ("@bhil", [1, 2, 3, 4]), ("=bhil", [1, 2, 3, 4]), ("2h3x1b", [1, 2, 3]), ("0s", [b"x"]), ("bx0l", [1]), ("P", [10]), ("< 2b  h", [1, 2, 3])]:
    data = pack(fmt, *values)
    print(fmt, calcsize(fmt), data.hex(), unpack(fmt, data))
buffer = bytearray(12); pack_into("<hI", buffer, 3, -2, 77); print(buffer.hex(), unpack_from("<hI", buffer, 3), unpack_from("<h", buffer, -9), list(iter_unpack("<h", b"\1\0\2\0")))
s = Struct(">ih"); print(s.size, s.format, s.pack(1, 2), s.unpack(b"\0\0\0\1\0\2"), Struct(b"b").format)
def show(f):
    try:
        print(f())
    except (struct.error, TypeError, OverflowError, UnicodeError) as error:
        print(type(error).__name__, error)
for fmt, value in [("b", 128), ("B", -1), ("h", 40000), ("H", -1), ("i", 2**31), ("I", -1), ("l", 2**63), ("q", 2**63), ("Q", -1), ("<h", 40000), (">H", 70000), ("<i", 2**31), ("<I", -1), ("<q", 2**63), ("<Q", -1), ("i", 1.5), ("i", "a"), ("f", "a"), ("f", 1e300), ("e", 70000.0), ("c", b"ab"), ("c", 1), ("s", "a"), ("z", 1), ("2", 1), ("n", 2**63), ("P", -2**70)]:
    show(lambda: pack(fmt, value))
show(lambda: pack("ii", 1)); show(lambda: unpack("i", b"a")); show(lambda: unpack_from("i", b"abc")); show(lambda: unpack_from("b", b"abc", 9)); show(lambda: unpack_from("b", b"abc", -9)); show(lambda: pack_into("i", bytearray(2), 0, 1)); show(lambda: pack_into("i", b"abcd", 0, 1)); show(lambda: pack_into("i")); show(lambda: list(iter_unpack("h", b"abc"))); show(lambda: iter_unpack("", b"")); show(lambda: calcsize(3)); show(lambda: pack()); show(lambda: calcsize("\0")); show(lambda: unpack("i", 3))
