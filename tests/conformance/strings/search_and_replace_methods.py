# SPDX-License-Identifier: MIT
s = "hello world, hello"
print(s.find("hello"), s.find("hello", 1), s.rfind("hello"), s.find("x"), s.index("o"), s.rindex("o"), s.count("l"), s.count(""), s.count("hello", 1), s.find(""), s.rfind(""), s.find("o", -3), s.find("h", 5, 10))
for method in ("index", "rindex"):
    try:
        getattr(s, method)("zzz")
    except ValueError as error:
        print(error)
print("aaaa".count("aa"), "aaa".replace("a", "b"), "aaa".replace("a", "b", 2), "abc".replace("", "-"), "abc".replace("", "-", 2), "".replace("", "x"), "".replace("a", "b"), "abc".replace("b", ""), "aXbX".replace("X", "yy"), "x".replace("x", "日"))
print(s.startswith("hello"), s.startswith(("x", "he")), s.endswith("lo"), s.endswith(("x", "y")), s.startswith("world", 6), s.startswith("hello", 1), s.endswith("world", 0, 11), "".startswith(""), "a".startswith(()))
try:
    s.startswith(1)
except TypeError as error:
    print(error)
try:
    s.endswith(["a"])
except TypeError as error:
    print(error)
print("a,b,,c".split(","), "a,b,,c".split(",", 1), "a,b,,c".rsplit(",", 1), " a  b ".split(), " a  b c ".split(None, 1), " a  b c ".rsplit(None, 1), "".split(), "".split(","), "abc".split("abc"), "a--b--c".split("--"), "a b".split(" ", 0), "  x".split(maxsplit=0))
try:
    s.split("")
except ValueError as error:
    print(error)
print("a=b=c".partition("="), "abc".partition("="), "a=b=c".rpartition("="), "abc".rpartition("="), "==".partition("="))
print("-".join(["a", "b"]), "".join([]), ",".join("abc"), "x".join(["one"]), "é".join("ab"), ", ".join(str(i) for i in range(3)))
for bad in ([1], ["a", None], 5, [b"a"]):
    try:
        ",".join(bad)
    except TypeError as error:
        print(error)
print("  x ".strip() + "|", " x ".lstrip() + "|", " x ".rstrip() + "|", "xxaxx".strip("x"), "abcba".strip("ab"), "\n\t x\u2003".strip(), "abc".strip(""), "www.x.com".lstrip("w."), "aaa".strip("a"))
print("TestHook".removeprefix("Test"), "TestHook".removesuffix("Hook"), "abc".removeprefix("x"), "abc".removesuffix(""), "日本語".find("語"), "日本語日".replace("日", "x"), "ab" in "日ab", "😀x😀".split("x"), "é,😀".partition(","))
print("x".translate({120: "yy"}), "hello".translate(str.maketrans("el", "ip")), "hello".translate(str.maketrans("", "", "l")), "abc".translate({97: None, 98: 65}), str.maketrans({"a": 1}), str.maketrans("ab", "cd", "e"))
