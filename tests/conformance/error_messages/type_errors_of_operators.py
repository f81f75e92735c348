# SPDX-License-Identifier: MIT
class A: pass
values = {"i": 1, "f": 1.5, "s": "x", "b": b"x", "l": [1], "t": (1,), "d": {}, "n": None, "set": {1}, "fn": len, "cls": A, "o": A(), "c": 1j, "r": range(2), "e": ...}
globals().update(values)
sources = [f"{a} {op} {b}" for op in ("+", "-", "*", "/", "%", "**", "<<", "&", "<", "@") for a, b in [("i", "s"), ("s", "i"), ("l", "t"), ("n", "i"), ("d", "d"), ("set", "l"), ("fn", "i"), ("cls", "cls"), ("o", "i"), ("b", "s"), ("c", "i"), ("r", "r"), ("f", "l"), ("e", "n")]]
for source in sources:
    try: result = eval(source); print(source, "=", repr(result) if not isinstance(result, A) else "A")
    except TypeError as error: print(source, "->", error)
for source in ["-s", "+l", "~f", "not n", "-n", "~c", "abs(s)", "len(i)", "len(n)", "iter(i)", "next(l)", "hash(l)", "hash(d)", "hash(set)", "i()", "s()", "n()", "l()", "o()", "i[0]", "n[0]", "set[0]", "fn[0]", "o[0]", "f[0]", "cls[0]", "i.x", "n.x", "s.x", "fn.x", "cls.x", "o.x", "r.x", "c.x", "e.x", "l.x", "t.x", "d.x", "set.x", "i in i", "1 in n", "s in l", "i in s", "i in b", "l in s", "l in d", "l in set", "round(s)", "int(l)", "float(l)", "str(b, 'x')", "list(i)", "tuple(n)", "dict(i)", "range(s)", "range(f)", "chr(s)", "ord(i)", "bytes(s)", "sum(s)", "sorted(n)", "max(i)", "isinstance(i, i)", "issubclass(i, i)", "s.join(i)", "s.join(l)", "s % l % l", "reversed(set)", "enumerate(i)", "zip(i)", "map(i)", "print(sep=i)", "open", "getattr(o, i)", "super(i)", "type(i, i)", "complex(l)", "pow(s, i)", "divmod(s, i)", "bin(f)", "format(o, 'x')", "vars(i)", "slice()", "bool(i, i)", "s[s]", "l[s]", "t[f]", "d[l]", "b[s]", "r[s]", "s[i:s]", "l[n:f]"]:
    try: result = eval(source); print(source, "=", result if not callable(result) else "callable")
    except Exception as error: print(source, "->", type(error).__name__, error)
