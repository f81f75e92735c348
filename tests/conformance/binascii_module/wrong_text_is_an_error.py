import binascii
from itertools import product


def attempt(function, *arguments, **keywords):
    try:
        print(function(*arguments, **keywords))
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__, error)


# Everything that strict mode can say of a short text.
for length in range(1, 6):
    for characters in product("QA=.", repeat=length):
        text = "".join(characters)
        print(text, end=" ")
        attempt(binascii.a2b_base64, text, strict_mode=True)
for text in (b"Q", b"QQQQQ", b"QQ", b"QQ=", b"Q=Q=", b"Q.Q.=.=", b"QQ==QQ=="):
    attempt(binascii.a2b_base64, text)

for text in ("abc", "xy", "a", b"0g", "é", 5, None, memoryview(b"abcdef")[::2]):
    attempt(binascii.unhexlify, text)
for line in (b"#86)C!", b"#86)\x80", b"!\x1f", b'"86)', b"#86)C \n\r"):
    attempt(binascii.a2b_uu, line)
attempt(binascii.b2a_uu, b"x" * 46)
for separator in ("", "ab", 5, [1], "\u20ac"):
    attempt(binascii.hexlify, b"abc", separator)
attempt(binascii.crc32, "abc")
attempt(binascii.crc32, b"abc", "x")
attempt(binascii.crc_hqx, b"abc", 1.5)
attempt(binascii.b2a_base64, "abc")
attempt(binascii.a2b_qp, b"", header="yes")
print(binascii.Error.__mro__, binascii.Incomplete.__mro__)
