# SPDX-License-Identifier: MIT
b = b"hello"
print(b, b[0], b[-1], b[1:3], b[::-1], len(b), list(b), b + b"!", b * 2, b == b"hello", b < b"help", 104 in b, b"ell" in b, hash(b) == hash(b"hello"), b.hex(), bytes.fromhex("68 65"), b.hex("-"), b.hex(":", 2))
print(bytes(3), bytes([1, 2, 255]), bytes("é", "utf-8"), bytes(b"x"), bytes(range(3)), bytes(), bytes((65, 66)), bytes(iter([1])), b.decode(), b"\xc3\xa9".decode(), b"\xff".decode("latin-1"), b"\xff".decode("utf-8", "replace"), b"\xffa".decode("ascii", "ignore"), b"\xff".decode("utf-8", "backslashreplace"))
print(repr(b"\x00\t\n\r'\"\\\x7f\x80\xffabc"), repr(b"'"), repr(b'"'), repr(bytearray(b"a'b")), str(b"x"), b"a" b"b", bytes(b"%d" % 5), b"\
x")
print(b.upper(), b"Hi There".swapcase(), b.title(), b.capitalize(), b.find(b"l"), b.find(108), b.rfind(b"l"), b.index(b"o"), b.count(b"l"), b.replace(b"l", b"LL"), b.split(b"l"), b"a b".split(), b"a,b".partition(b","), b" x ".strip(), b"-".join([b"a", bytearray(b"b")]), b.startswith((b"x", b"he")), b.center(9, b"*"), b"5".zfill(3), b.isalpha(), b"12".isdigit(), b.translate(bytes(range(256)), b"l"), b"a\nb".splitlines(), b"a\tb".expandtabs(3), b"abc".removeprefix(b"a"))
a = bytearray(b"abc")
a[0] = 120
a.append(33)
a.extend(b"de")
a += b"f"
a[1:3] = b"YYY"
a.insert(0, 48)
del a[-1]
print(a, len(a), a.pop(), a.pop(0), a, a == b"xYYY!d", b"xYYY!d" == a)
a.remove(33)
a.reverse()
print(a, a * 2, a[1], a[::2], bytes(a), bytearray(2), a.copy() is a, a.find(b"Y"))
a[::2] = b"12"[:len(a[::2])] if len(a[::2]) == 2 else b"123"
print(a)
a.clear()
print(a, bool(a))
m = memoryview(b"abcdef")
print(m[0], m[1:3].tobytes(), len(m), m.tolist(), bytes(m[::2]), m == b"abcdef", m.readonly, m.format, m.itemsize)
w = bytearray(b"12345")
v = memoryview(w)
v[0] = 57
v[1:3] = b"ab"
print(w)
for source in ["bytes('a')", "bytes(-1)", "bytes([256])", "bytes(['a'])", "b'a' + 'b'", "b'é'", "b[5]", "bytearray(b'a')[0]" , "b'a'.find('a')", "b'a'.join(['a'])", "b'\\xff'.decode()", "b'\\xe9'.decode('ascii')", "bytes.fromhex('x')", "bytes.fromhex('123')", "bytes(1.5)", "bytes('a', 5)", "bytes(5, 'utf-8')", "b'a' * 'b'", "b['x']", "hash(bytearray())", "bytearray([1]).append(256)", "bytearray([1]).append('a')", "bytearray().pop()", "b'' % 5", "b'a'.decode('nope')", "memoryview('a')", "b'abc'.index(b'z')"]:
    try:
        print(source, eval(source))
    except (TypeError, ValueError, IndexError, SyntaxError, LookupError) as error:
        print(source, "->", type(error).__name__, error)
