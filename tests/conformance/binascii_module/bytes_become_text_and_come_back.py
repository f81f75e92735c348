import binascii
from random import Random

random = Random(5)
kinds = [bytes(range(256)), b"", b"a", b"ab", b"abc", b"\0" * 45, b"a line \r\nanother\t\nlast ", b"." + b"x" * 90 + b"\n.\n"]
kinds += [random.randbytes(random.randrange(46)) for _ in range(20)]
for data in kinds:
    base64 = binascii.b2a_base64(data)
    digits = binascii.hexlify(data)
    quoted = binascii.b2a_qp(data, quotetabs=True, istext=False)
    print(base64, digits, quoted)
    assert binascii.a2b_base64(base64) == binascii.unhexlify(digits) == binascii.a2b_qp(quoted) == data
    if len(data) <= 45:
        line = binascii.b2a_uu(data, backtick=len(data) % 2)
        print(line)
        assert binascii.a2b_uu(line) == data
    print(binascii.crc32(data), binascii.crc_hqx(data, 0xFFFF))

text = b"caf\xe9 = good_\t \n.\r\n" + b"word " * 30 + b"end. "
for quotetabs in (False, True):
    for istext in (False, True):
        for header in (False, True):
            print(binascii.b2a_qp(text, quotetabs, istext, header))
for data in (b"a=\nb", b"a=\r\nb", b"=41=4a=4", b"==41=", b"a_b", b"=zz", b"=\r"):
    print(binascii.a2b_qp(data), binascii.a2b_qp(data, header=True))

print(binascii.hexlify(b"abcdef", "-"), binascii.hexlify(b"abcde", b" ", 2), binascii.b2a_hex(b"abcde", ":", -2))
print(binascii.crc32(b"def", binascii.crc32(b"abc")) == binascii.crc32(b"abcdef"), binascii.crc32(b"x", -1), binascii.crc32(b"x", 2**70 + 7))
print(binascii.b2a_base64(b"abc", newline=False), binascii.a2b_base64("YWJj"), binascii.a2b_hex("6A6b"))
print(binascii.a2b_uu(b""), binascii.a2b_uu(b"#86)C"), binascii.a2b_uu(b"#86"), binascii.a2b_uu(b"#8\n6)"))
