import codecs

# A handler may put another text into the exception of an encoder: it is shown to later calls, and not encoded.
WRONG = {
    codecs.utf_8_encode: "ab\udc00cd\udc01ef", codecs.ascii_encode: "abäcdöef", codecs.latin_1_encode: "ab€cd€ef",
    codecs.utf_16_encode: "ab\udc00cd\udc01ef", codecs.utf_32_le_encode: "ab\udc00cd\udc01ef",
    codecs.getencoder("cp1252"): "ab\x81cd\x81ef",
}
OTHERS = ("", "x", "0123456789" * 2, "\udc00" * 3, b"bytes", 7, None)
seen, exceptions = [], []


class Enough(Exception):
    pass


def swapping(other, answer, position):
    def handler(error):
        seen.append((error.start, error.end, getattr(error, "object", "gone"), error.reason, error.encoding))
        exceptions.append(error)
        if len(seen) == 5:
            raise Enough
        end = error.end
        if other is None:
            error.object = None
        else:
            error.object = other
        return answer, end if position is None else position
    return handler


def show(what, handler, call):
    seen.clear()
    exceptions.clear()
    codecs.register_error("test.handler", handler)
    try:
        print(what, ascii(call()), end=" ")
    except Exception as error:
        print(what, type(error).__name__, ascii(str(error)), error in exceptions, end=" ")
    print(len(seen), ascii(seen[-1:]), len({id(error) for error in exceptions}))


for encode, text in WRONG.items():
    for other in OTHERS[:4]:
        for answer in ("?", b"\xff\xfe", "ö", "\udc00", ""):
            show(ascii(f"{text} {other} {answer}"), swapping(other, answer, None), lambda: encode(text, "test.handler"))
        for position in (0, -1, 3, 8, 9, 10**6, -10**6, 10**30, 1.5):
            show(ascii(f"{text} {other} {position}"), swapping(other, "?", position), lambda: encode(text, "test.handler"))
    for other in OTHERS[4:]:
        show(ascii(f"{text} {other}"), swapping(other, "?", None), lambda: encode(text, "test.handler"))
