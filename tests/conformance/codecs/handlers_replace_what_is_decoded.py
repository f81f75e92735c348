# SPDX-License-Identifier: MIT
import codecs

calls = 0


def attempt(label, function):
    global calls
    calls = 0
    try:
        print(label, ascii(function()))
    except Exception as error:
        print(label, type(error).__name__, ascii(str(error)))


for new in (b"", b"abc", b"xyz\xff" * 9):
    for position in (0, 1, -1, 3, 1000, -1000, "x"):

        def handler(error):
            global calls
            calls += 1
            if calls > 5:
                raise KeyError("enough")
            error.object = new
            return "<R>", position

        codecs.register_error("replacing", handler)
        for data, name in (
            (b"a\xffb\xfec", "utf-8"),
            (b"a\xffb\xfec", "ascii"),
            (b"a\xd8b\xd8c", "utf-16-le"),
            (b"a\xd8b\xd8c", "utf-32"),
            (b"a\\xzzb", "unicode_escape"),
            (b"a\\uzzb", "raw_unicode_escape"),
            (b"+\xffz", "utf-7"),
        ):
            attempt((new[:4], position, name), lambda: data.decode(name, "replacing"))
        attempt((new[:4], position), lambda: codecs.charmap_decode(b"a\xffb", "replacing", {97: "x"}))
        attempt((new[:4], position), lambda: "a\udc80b".encode("utf-8", "replacing"))

print(repr(b"".decode("no codec is looked for")))
