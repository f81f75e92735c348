# SPDX-License-Identifier: MIT
print("%s %r %a" % ("é", "é", "é"), "%d %i %u" % (1, -2, 3), "%x %X %o %#x %#o %#X" % (255, 255, 8, 255, 8, 255), "%c%c" % ("a", 98))
print("%5d|%-5d|%05d|%+d|% d|%+5d|%-+5d|" % (42, 42, 42, 42, 42, 42, 42), "%5s|%-5s|%.2s|%5.1s|" % ("abc", "abc", "abc", "abc"))
print("%f %.2f %10.3f %-10.1f| %+.1f %e %.2e %E %g %G %g %g" % (1.5, 2.345, 3.14159, 2.5, 1.0, 12345.678, 0.00012, 1.5, 0.0001, 1e-10, 1e20, 100000.0))
print("%(name)s is %(age)d, %(name)r" % {"name": "Ann", "age": 5}, "%%" % (), "%d%%" % 50, "%s" % (1,), "%s" % [1, 2], "%s %s" % ((1, 2), 3), "%(a)s%%" % {"a": 1})
print("%*d|%-*d|%.*f|%*.*f" % (5, 42, 5, 42, 2, 3.14159, 8, 3, 2.71828), "%s" % None, "%s" % ({},), "%d" % 3.99, "%d" % True, "%x" % 2 ** 70, "%d" % -2 ** 70, "%.3d" % 5, "%#.3x" % 5)
print("%.0f %.0f %#.0f %g %#g" % (0.5, 1.5, 2, 1.0, 1.0), "%f %F" % (float("inf"), float("nan")), "%05.1f|%+05d|%-05d|" % (2.5, 3, 3), "%5c|" % "x", "%ld %hd" % (1, 2), "%10.4s|" % "abcdefg")
for template, value in [("%d", "x"), ("%d", None), ("%s %s", 1), ("%s", (1, 2)), ("%s %s", (1,)), ("%(a)s", 5), ("%(a)s", {}), ("%", 1), ("%z", 1), ("%c", "ab"), ("%c", -1), ("%c", 1.5),
                        ("%x", 1.5), ("%f", "a"), ("%(a", {}), ("%d %d", {1: 2}), ("abc", 1), ("abc", (1,)), ("%*d", ("a", 1)), ("%.*f", (1,)), ("%s%", 1), ("%i", 1j)]:
    try:
        print(template % value)
    except (TypeError, ValueError, KeyError, OverflowError) as error:
        print(template, "->", type(error).__name__, error)
print("abc" % (), "abc" % {}, "abc" % [], "%s" % "a" "b", b"%s %d %x" % (b"ab", 5, 255), b"%a %b" % ("é", b"x"), b"%c%c" % (65, b"B"), "%s" % b"x")
class M(dict):
    def __missing__(self, k): return k * 2
print("%(ab)s" % M(), "%(x.y)s %(())s" % {"x.y": 1, "()": 2})
class C:
    def __str__(self): return "str"
    def __repr__(self): return "repr"
    def __int__(self): return 5
    def __float__(self): return 2.5
    def __index__(self): return 7
print("%s %r %d %f %x" % (C(), C(), C(), C(), C()))
