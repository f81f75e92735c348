import re
texts = ["", "a", "ab", "aab", "abcabc", "aaaab", "foo.bar", "x1y22z333", "The Cat", "a\nb\n", "ÄÖü ß", "été", "日本語 text", "\U0001F600 smile", "-12.5e3"]
patterns = [r"a*", r"a+?b", r"(a)(b)?", r"(?P<w>\w+)\W*(?P=w)?", r"\bb?", r"^a|b$", r"(?m)^.$", r"(?s)a.b", r"[^\W\d]+", r"(?i)cat|ä", r"(a|ab)(c|bcd)?", r"(?:a|b)*?c", r"(?=a)..", r"(?<=a)b", r"(?<!a)b", r"(a)?(?(1)b|c)", r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", r"(?>a+)b", r"a++b", r"(?:ab?){2,3}", r"[\u4e00-\u9fff]+", r"(?x) a  # comment", r".\Z", r"(?a)\w+", r"((a)|b)*", r"[a-cx-z]+?", r"\S{3,}"]
for p in patterns:
    c = re.compile(p)
    for t in texts:
        m = c.search(t)
        print(repr(p), repr(t), m and (m.span(), m.groups(), m.lastindex, m.lastgroup), c.match(t) is not None, c.fullmatch(t) is not None, c.findall(t), c.split(t, 2), c.subn("<\\g<0>>", t))
