# SPDX-License-Identifier: MIT
import marshal

pieces = [
    b"", b"0", b"i\0", b"l\0\0\0\x80", b"l\1\0\0\0", b"g\0", b"s\5\0\0\0ab", b"s\xff\xff\xff\xff", b"z\3ab",
    b"(\1\0\0\0", b"(\xff\xff\xff\xff", b"(\1\0\0\x000", b"(\2\0\0\0Ni", b")\2N", b")\0010", b"[\1\0\0\0",
    b"[\1\0\0\x000", b"[\2\0\0\0N", b"{", b"{N", b"{NN", b"{[\0\0\0\0N0", b"<\1\0\0\0", b"<\1\0\0\x000",
    b">\1\0\0\x000", b"<\1\0\0\0[\0\0\0\0", b"r\0\0\0\0", b"r", b"?", b"R\0\0\0\0",
]
for piece in pieces:
    try:
        print(piece, marshal.loads(piece))
    except Exception as error:
        print(piece, type(error).__name__, error)
