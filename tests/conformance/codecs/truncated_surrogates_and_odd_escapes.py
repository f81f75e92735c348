"""Incremental UTF-8 waits for the whole of a surrogate; handlers must be callable; escapes of any byte are shown."""
import codecs
import warnings

data = "\ud901".encode("utf-8", "surrogatepass")
for errors in ("surrogatepass", "strict", "replace", "ignore"):
    for cut in range(1, len(data)):
        decoder = codecs.getincrementaldecoder("utf-8")(errors)
        try:
            print(errors, cut, ascii(decoder.decode(data[:cut])), ascii(decoder.decode(data[cut:], True)))
        except UnicodeDecodeError as error:
            print(error)
for rest in (b"\xed\xa0", b"\xed\xbf", b"\xed\x9f", b"\xed\xc0", b"\xed\x41", b"x\xed\xa0"):
    print(codecs.utf_8_decode(rest, "replace", False), codecs.utf_8_decode(rest, "replace", True))
for handler in (42, None, print):
    try:
        codecs.register_error("odd", handler)
        print("registered")
    except TypeError as error:
        print(error)
for decode in (codecs.escape_decode, codecs.unicode_escape_decode):
    for byte in b"Az\xa7\xfa ":
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            print(decode(b"\\" + bytes([byte])), *[ascii(str(warning.message)) for warning in caught])
