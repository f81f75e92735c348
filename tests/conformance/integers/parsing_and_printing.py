# SPDX-License-Identifier: MIT
good = ["0", " 12 ", "-5", "+7", "1_000", "\t3\n", "٣", "-0", "0012"]
print([int(text) for text in good])
print(int("ff", 16), int("0xff", 16), int("0xFF", 0), int("0b11", 0), int("0o17", 0), int("11", 2), int("zz", 36), int("-0x1f", 16),
      int("0b1", 16), int(b"42"), int(bytearray(b"7")), int("10", base=3), int("0", 0), int("00", 0))
for source in ["int('')", "int(' ')", "int('1__0')", "int('_1')", "int('1_')", "int('1.5')", "int('0x1')", "int('12a')", "int('08', 0)", "int('2', 2)",
               "int('1', 1)", "int('1', 37)", "int(None)", "int(1.5, 10)", "int('- 1')", "int('--1')", "int('é')", "int(b'x')", "int('1\\x00')",
               "int('9' * 50 + 'x')", "int([])"]:
    try:
        print(source, eval(source))
    except (ValueError, TypeError) as error:
        print(source, "->", type(error).__name__, error)
print(str(10 ** 40), repr(-10 ** 40), str(2 ** 64), f"{10**20}", "%d" % 10 ** 2, "%d" % (10 ** 25))
print(bin(0), bin(-5), hex(-255), oct(8), hex(2 ** 70), bin(2 ** 65)[:5], oct(-2 ** 66))
print(format(1234567, ","), format(1234567, "_"), format(255, "x"), format(255, "#X"), format(255, "#o"), format(5, "b"), format(5, "08b"),
      format(-5, "+d"), format(5, " d"), format(5, "+"), format(65, "c"), format(0xabcdef12, "_x"), format(12, "#010b"), format(10 ** 20, ",d"))
print(format(5, "<6") + "|", format(5, ">6"), format(5, "^6") + "|", format(-5, "=6"), format(5, "*^7"), format(-42, "06"), format(3, ".2f"),
      format(3, "e"), format(3, "g"), format(3, "%"), format(7, "n"), format(10 ** 16, "g"))
for value, spec in [(5, ".2d"), (5, "s"), (5, "q"), (5, ",b"), (-1, "c"), (5, "+c"), (5, "10.3x"), (5, ",_"), (1 << 40, "c")]:
    try:
        print(format(value, spec))
    except (ValueError, OverflowError) as error:
        print(spec, "->", type(error).__name__, error)
import sys
print(sys.get_int_max_str_digits())
try:
    int("1" * 5000)
except ValueError as error:
    print(error)
try:
    str(10 ** 5000)
except ValueError as error:
    print(error)
