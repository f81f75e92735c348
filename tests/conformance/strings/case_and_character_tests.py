# SPDX-License-Identifier: MIT
for s in ["hello World", "ÀÉÎ straße ǆ", "ΑΣ ΣΑΣ", "ﬁne ŉ", "1a2B", "they're bill's", "x", ""]:
    print([s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold()])
tests = ["isalpha", "isdigit", "isdecimal", "isnumeric", "isalnum", "isspace", "isupper", "islower", "istitle", "isidentifier", "isprintable", "isascii"]
for s in ["abc", "ABC", "Abc Def", "123", "²", "½", "٣", "a1", " \t\n", "", "_x1", "1x", "é", "日本", "a b", "\x00", "ǅ", "Ⅷ", "class", "\xa0", "😀"]:
    print(ascii(s), "".join("1" if getattr(s, t)() else "0" for t in tests))
print("ab".center(7) + "|", "ab".center(7, "*"), "abc".center(6, "-"), "ab".ljust(5, ".") , "ab".rjust(5) , "ab".center(1), "x".center(4, "é"))
print("42".zfill(5), "-42".zfill(5), "+1".zfill(4), "abc".zfill(2), "".zfill(3), "--1".zfill(5))
for call in ('"a".center(5, "xy")', '"a".ljust("5")', '"a".zfill()', '"a".upper(1)', '"a".join()', '"a".replace("a")', '"a".split(1)', '"a".strip(1)', '"a".encode("nope")', '"é".encode("ascii")', '"a".count()', '"a".isalpha(1)', '"a" + b"b"', '"a".find(1)', '"a".partition("")'):
    try:
        print(eval(call))
    except Exception as error:
        print(call, "->", type(error).__name__, error)
print("é日😀".encode(), "é".encode("latin-1"), "é".encode("ascii", "replace"), "é日".encode("ascii", "ignore"), "é日😀".encode("ascii", "backslashreplace"), "é😀".encode("ascii", "xmlcharrefreplace"), "é".encode("utf-16-le"), "a".encode("utf-32-be"), "é".encode("utf-16"))
print("ß".upper(), "İ".lower() == "i̇", "ŉ".upper(), "ΑΣ".lower(), "Σ".lower(), "ǰ".title(), "ﬀ".capitalize(), "dž".title(), "K".lower())
print("Straße".casefold() == "STRASSE".casefold(), sorted(["b", "A", "a", "B"]), sorted(["b", "A", "a", "B"], key=str.lower), hash("a") == hash("a"))
