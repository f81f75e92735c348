# SPDX-License-Identifier: MIT
print("a\tb\\n\x41\u00e9\U0001F600\N{GREEK SMALL LETTER ALPHA}\101\0".encode())
print(r"raw \n \x41", R'\'', "it's", 'say "hi"', """triple "quoted" ''' text""", '''a
b''', "line\
 continued")
print("adjacent " 'literals ' """joined""", b"bytes" b" too", u"unicode prefix", rb"\n", Rb'\x', BR"\d")
print(repr("\n\t\r\\'"), repr("it's"), repr('"'), repr("'\""), repr("\x00\x1f\x7f\x80\xa0\xad"), repr("é ü 日本 😀"), repr("\u2028\ud800\U000e0001"), ascii("é日😀'"))
print(len("日本"), len("😀"), len("e\u0301"), "\u00e9" == "e\u0301", ord("😀"), chr(0x1F600), chr(97), ord("é"))
print("\400".encode("utf-8"), "\8" if False else "no warning")
for source in [r"'\x4'", r"'\u12'", r"'\U00110000'", r"'\N{no such name}'", r"b'\x4'", r"b'é'", r"'\N'", "'abc", "'''abc", "f'{'", "'a' b'b'", "\"a"]:
    try:
        eval(source)
    except SyntaxError as error:
        print(error.msg)
print("abc" < "abd", "Z" < "a", "" < "a", "a" < "aa", "é" > "z", "日" < "😀", "abc" == "abc", "a" != "b")
print(max("hello"), min("hello"), sorted("banana"), list("añb"), set("aaa"), tuple("xy"))
print("%r %s %a" % ("é", "é", "é"), str("x"), str(), str(b"abc", "ascii"), str(object=5), str("é".encode(), encoding="utf-8"))
s = "multi\nline\r\ntext\x0bwith\x0cmany\x1cends\x85here\u2028x"
print(s.splitlines(), s.splitlines(True)[0:2], "".splitlines(), "\n".splitlines(), "a\n\nb".splitlines())
print("tab\tstop\t|".expandtabs(), "a\tb".expandtabs(4), "\t".expandtabs(0), "12345678\tx".expandtabs(), "a\nb\tc".expandtabs(4))
print(bool(""), bool(" "), "a" in "abc", "" in "abc", "bc" in "abc", "ac" not in "abc", "abc".__contains__("b"))
