# SPDX-License-Identifier: MIT
values = [0.1, 0.2, 0.1 + 0.2, 1 / 3, 1.0, -1.0, 100.0, 1e15, 1e16, 1e17, 123456789012345678.0, 1e22, 1e23, 1e-4, 1e-5, 0.0001234,
          5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 1e100, 1.5e300, 3.14, 2.5, 0.30000000000000004, -0.0, 1e5,
          9007199254740993.0, 0.1 * 3, 1e-7, 12345.678e10, 4.35, 2.675, 1.1 * 1.1, float("inf"), float("-inf"), float("nan")]
for v in values:
    print(repr(v), str(v), f"{v}", v == v and float(repr(v)) == v)
print([1e3, 1.5], (0.5,), {1.0: 2.0}, 1e1000, -1e1000, 1e-1000)
print(1.0e0, .5, 5., 1_0.0_1, 1e+3, 1E-3, 0_0.5, 00.5)
for text in ["1.5", " 1e5 ", "-.5", "5.", "inf", "-Infinity", "nan", "+NaN", "1_0.5", "1e-400", "1e400", "0x1"]:
    try:
        print(text, float(text))
    except ValueError as error:
        print(error)
for text in ["", " ", "abc", "1e", "1.5.2", "--1", "1__0.0", "_1.0", "1e5_", "infin", "1 2"]:
    try:
        print(float(text))
    except ValueError as error:
        print(error)
print(float(b"2.5"), float(True), float(10 ** 15), float("1" * 30))
print(0.1.hex(), (1.0).hex(), (-2.5).hex(), 5e-324.hex(), float.fromhex("0x1.8p1"), float.fromhex("-0x.8"), 0.0.hex())
print((0.75).as_integer_ratio(), (0.1).as_integer_ratio(), (5.0).is_integer(), (5.5).is_integer(), (2.5).real, (2.5).imag, (2.5).conjugate())
