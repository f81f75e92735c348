# SPDX-License-Identifier: MIT
print("{} {} {}".format(1, "a", None), "{0} {1} {0}".format("x", "y"), "{a} {b}".format(a=1, b=2), "{0}{k}".format(1, k=2), "{{}} {{{}}}".format(5), "{:}".format(3))
print("{:>5}|{:<5}|{:^5}|{:*^7}|{:05d}|{:+}|{:,}".format(1, 2, 3, "mid", 42, 7, 1234567), "{:.3f} {:e} {:g} {:%}".format(3.14159, 1234.5, 0.00001, 0.256))
print("{!r} {!s} {!a} {!r:>6}".format("é", "é", "é", "a"), "{:{}}|{:{w}.{p}f}".format("x", 5, 3.14159, w=8, p=2), "{0:{1}}".format("a", ">4"))
class P:
    x, y = 3, [4, {"k": "deep"}]
    def __format__(self, spec): return f"P<{spec}>"
print("{0.x} {0.y[0]} {0.y[1][k]} {p.x}".format(P(), p=P()), "{:spec here}".format(P()), "{}".format(P()), "{[0]} {[a]}".format([1], {"a": 2}), "{0[0]}{0[1]}".format("ab"), "{0[-1]}".format({"-1": "str key"}), "{0.real}".format(5))
for template, args, kwargs in [("{}", (), {}), ("{0} {}", (1, 2), {}), ("{} {0}", (1,), {}), ("{a}", (), {}), ("{", (), {}), ("}", (), {}), ("{0", (1,), {}), ("{!x}", (1,), {}), ("{!}", (1,), {}), ("{:d}", ("a",), {}), ("{:s}", (1,), {}),
                               ("{0.nope}", (1,), {}), ("{0[5]}", ([],), {}), ("{0[a]}", ([],), {}), ("{:.2d}", (1,), {}), ("{a.}", (), {"a": 1}), ("{0[}", (1,), {}), ("{0[]}", (1,), {}), ("{5}", (1,), {}), ("{:{}}", (1,), {}), ("{!r", (1,), {}), ("{0!rs}", (1,), {}), ("{:10}", ([],), {}), ("{:x}", (None,), {})]:
    try:
        print(template.format(*args, **kwargs))
    except Exception as error:
        print(template, "->", type(error).__name__, error)
print("{x}".format_map({"x": 1}), "{:>{w}}".format_map({"": 1, "w": 3}) if False else "", "{a[b]}".format_map({"a": {"b": 9}}))
class Default(dict):
    def __missing__(self, key): return "{" + key + "}"
print("{known} {unknown}".format_map(Default(known=1)), "{0:}{0!s:}".format("z"), "{:%}".format(1), "{:c}".format(97), "{:b} {:o} {:x} {:X} {:#b}".format(5, 8, 255, 255, 5), "{:s}".format("s"), "{:10.3}|".format("abcdef"), "{:_}".format(10 ** 7))
