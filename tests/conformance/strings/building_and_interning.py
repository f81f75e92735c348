# SPDX-License-Identifier: MIT
parts = []
for i in range(5):
    parts.append(str(i) * i)
print("-".join(parts))
s = ""
for ch in "abc":
    s += ch
    s = s + ch.upper()
print(s)
t = s
s += "x"
print(t, s)
big = ""
for i in range(2000):
    big += chr(97 + i % 26)
print(len(big), big[1000:1010], big.count("abc"), hash(big) == hash(big[:]))
wide = "a" * 10
wide += "é"
wide += "日"
wide += "😀"
print(wide, len(wide), wide[-3:], [len(x.encode()) for x in wide[-4:]])
print(sum(map(len, ("ab", "cde"))), "".join(sorted("hello")), "".join(reversed("abc")), "".join(c for c in "a1b2" if c.isalpha()))
import sys
a = sys.intern("some text" + str(1))
b = sys.intern("some text1")
print(a is b, a == b)
def name(): return "identifier"
print(name() is "".join(["identifier"]) , name() is sys.intern("".join(["ident", "ifier"])))
table = {}
for word in "the cat the dog the end".split():
    table[word] = table.get(word, 0) + 1
print(table)
def caesar(text, shift):
    return "".join(chr((ord(c) - 97 + shift) % 26 + 97) if c.islower() else c for c in text)
print(caesar("hello, world", 3), caesar(caesar("hello, world", 3), -3))
def is_palindrome(text):
    letters = [c.lower() for c in text if c.isalnum()]
    return letters == letters[::-1]
print(is_palindrome("A man, a plan, a canal: Panama"), is_palindrome("nope"))
def rle(text):
    out, i = [], 0
    while i < len(text):
        j = i
        while j < len(text) and text[j] == text[i]:
            j += 1
        out.append(f"{text[i]}{j - i}")
        i = j
    return "".join(out)
print(rle("aaabccdddd"), rle(""))
class S(str):
    def __add__(self, other): return S("S:" + str.__add__(self, other))
x = S("a")
x += "b"
x = x + "c"
print(x, type(x).__name__, "".join([S("p"), S("q")]), type("".join([S("p")])).__name__, type(S("a").upper()).__name__, type(str(S("a"))).__name__)
