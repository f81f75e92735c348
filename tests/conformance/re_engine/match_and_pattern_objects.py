import copy, re
p = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)(-(?P<day>\d\d))?", re.I | re.M)
m = p.search("on 2024-02 or", 1)
print(m, p, m.group(), m.group(1, "month"), m["year"], m[2], m.groups("-"), m.groupdict(), m.start("month"), m.end(), m.span(4), m.pos, m.endpos, m.re is p, m.string, m.regs, m.lastgroup, m.expand(r"\g<month>/\1\n"))
print(p.groups, p.groupindex, p.flags, p.pattern, p == re.compile(p.pattern, re.I | re.M), hash(p) == hash(copy.copy(p)), copy.deepcopy(m) is m, re.compile(b"a").search(b"xa"), re.compile("a" * 300))
print([x.span() for x in re.finditer("a|", "ba")], re.sub("", "-", "abc"), re.sub("a", lambda m: m.group() * 2, "banana", count=2), re.sub(b"n", rb"[\g<0>]", b"banana"), re.subn("x", "y", "abc"), re.split(r"(,)|;", "a,b;c"), re.escape("a.b*c"), re.findall(r"(\w)(\d)?", "a1b"))
s = p.scanner("2024-01 2025-02"); print(s.match(), s.match(), s.search(), s.pattern is p)
for f in (lambda: p.match(3), lambda: p.match(b"x"), lambda: re.match(b"x", "x"), lambda: m.group(9), lambda: m["nope"], lambda: re.compile("("), lambda: re.compile("a**"), lambda: re.compile("(?P<1>x)"), lambda: re.compile("[z-a]"), lambda: re.sub("a", r"\9", "a"), lambda: re.compile("(?<=a*)b"), lambda: re.sub("a", 3, "a"), lambda: p.sub(), lambda: m.start(7), lambda: re.sub("a", lambda m: 3, "a")):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
print(len(re.match("(?:ab)*", "ab" * 100000).group()), len(re.match("(?:a|b)*?c", "ab" * 50000 + "c").group()), re.search("(?:x+x+)+y", "x" * 18) is None)
