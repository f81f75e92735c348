import codecs

from helpers import handlers
from helpers.handlers import show

# A handler may put another text into the exception of an encoder: it is shown to later calls, and not encoded.
WRONG = {
    codecs.utf_8_encode: "ab\udc00cd\udc01ef", codecs.ascii_encode: "abäcdöef", codecs.latin_1_encode: "ab€cd€ef",
    codecs.utf_16_encode: "ab\udc00cd\udc01ef", codecs.utf_32_le_encode: "ab\udc00cd\udc01ef",
    codecs.getencoder("cp1252"): "ab\x81cd\x81ef",
}
OTHERS = ("", "x", "0123456789" * 2, "\udc00" * 3, b"bytes", 7, None)


def swapping(other, answer, position):
    return handlers.swapping(lambda error: setattr(error, "object", other), answer, position)


for encode, text in WRONG.items():
    for other in OTHERS[:4]:
        for answer in ("?", b"\xff\xfe", "ö", "\udc00", ""):
            show(ascii(f"{text} {other} {answer}"), swapping(other, answer, None), lambda: encode(text, "test.handler"))
        for position in (0, -1, 3, 8, 9, 10**6, -10**6, 10**30, 1.5):
            show(ascii(f"{text} {other} {position}"), swapping(other, "?", position), lambda: encode(text, "test.handler"))
    for other in OTHERS[4:]:
        show(ascii(f"{text} {other}"), swapping(other, "?", None), lambda: encode(text, "test.handler"))
