import codecs

from helpers import handlers
from helpers.handlers import exceptions, seen, show

# A handler may put other bytes into the exception: they are what is decoded from then on, from the position it answers.
WRONG = {
    codecs.utf_8_decode: b"ab\xffcd\xffef", codecs.ascii_decode: b"ab\xffcd\xffef",
    codecs.utf_16_le_decode: b"a\0\x00\xd8b\0c\0\0\xd8d\0", codecs.utf_16_decode: b"a\0\x00\xdcb\0c",
    codecs.utf_32_be_decode: b"\0\0\0a\xff\xff\xff\xff\0\0\0b", codecs.unicode_escape_decode: rb"ab\xzcd\xzef",
    codecs.raw_unicode_escape_decode: rb"ab\uzzcd", codecs.utf_7_decode: b"ab\xffcd+AA",
    codecs.getdecoder("cp1252"): b"ab\x81cd\x81", codecs.getdecoder("utf-8-sig"): b"ab\xffcd",
}
OTHERS = (b"", b"x", b"0123456789abcdefghij", b"\xff" * 3, "text", 7, bytearray(b"abcdefghijk"), None)


def swapping(other, answer, position):
    def replace(error):
        if other is None:
            del error.object
        else:
            error.object = other
    return handlers.swapping(replace, answer, position)


for decode, data in WRONG.items():
    for other in OTHERS:
        for position in (None, 0, -1, 3, 10**6, -10**6, 10**30, 1.5):
            show(f"{data} {other} {position}", swapping(other, "?", position), lambda: decode(data, "test.handler"))
for other in OTHERS:
    show("named codec", swapping(other, "?", None), lambda: WRONG[codecs.utf_8_decode].decode("utf-8", "test.handler"))
    show("named codec", swapping(other, "?", None), lambda: b"ab\x81cd".decode("cp1252", "test.handler"))
for answer in (("?",), ("?", 1, 2), ["?", 1], None, (b"?", 1), (1, 1), ("?", "1"), (b"?", "1"), ("", 10**30)):
    show(f"answer {answer}", lambda error: seen.append(0) or exceptions.append(error) or answer, lambda: b"\xff".decode("utf-8", "test.handler"))
    show(f"answer {answer}", lambda error: seen.append(0) or exceptions.append(error) or answer, lambda: "\udc00".encode("utf-8", "test.handler"))


class Answers(tuple):
    pass


class Text(str):
    pass


class Data(bytes):
    pass


show("subclasses", lambda error: seen.append(setattr(error, "object", Data(b"abc"))) or exceptions.append(error) or Answers((Text("x"), 1)),
     lambda: b"\xff".decode("utf-8", "test.handler"))

# The exception is one and the same for all problems of a text; what else a handler changes in it stays.
def marking(error):
    seen.append((error.start, error.end, error.reason, error.encoding, getattr(error, "mark", None)))
    exceptions.append(error)
    error.mark, error.start, error.end, error.reason, error.encoding = len(seen), 99, -5, "because", "nothing"
    return "?", seen[-1][1]


show("marks", marking, lambda: b"a\xffb\xffc".decode("utf-8", "test.handler"))
show("marks", marking, lambda: "a\udc00b\udc01c".encode("utf-16", "test.handler"))
show("marks", marking, lambda: "a\udc00b\udc01c".encode("latin-1", "test.handler"))

# Incremental decoders count in the bytes that were put there.
show("consumed", swapping(b"0123\xe4", "?", 2), lambda: codecs.utf_8_decode(b"a\xff", "test.handler", False))
show("consumed", swapping(b"0123", "?", 4), lambda: codecs.utf_16_le_decode(b"a\0\0\xdcb", "test.handler", False))
decoder = codecs.getincrementaldecoder("utf-8")("test.handler")
show("pieces", swapping(b"0123\xe4", "?", 2), lambda: (decoder.decode(b"a\xff"), decoder.decode(b"\xb8\x80"), decoder.decode(b"", True)))
