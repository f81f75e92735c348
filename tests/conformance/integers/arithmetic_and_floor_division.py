# SPDX-License-Identifier: MIT
for a in (7, -7):
    for b in (2, -2, 3, -3):
        print(a, b, a // b, a % b, divmod(a, b), a / b, int(a / b))
print(2 ** 100, (-2) ** 101, 2 ** 0, 0 ** 0, (-1) ** 10**6, 10 ** -2, 0 ** 5)
print(1 / 3, 10 ** 30 / 10 ** 29, (10 ** 400) // (10 ** 399), 3 * 10 ** 20 % 7, -(10 ** 25) // 3, -(10 ** 25) % 3)
print(2 ** 63 - 1 + 1, -2 ** 63 - 1, (2 ** 63) * (2 ** 63), (2 ** 64) - (2 ** 64) + 1, 9223372036854775807 * -1, -(-9223372036854775808))
print(4611686018427387904 * 2, 4611686018427387904 * -2, 3037000500 ** 2, 9223372036854775807 + 9223372036854775807)
print((-9223372036854775808) // -1, (-9223372036854775808) % -1, abs(-9223372036854775808), divmod(-9223372036854775808, -1))
for source in ["1 // 0", "1 % 0", "1 / 0", "divmod(1, 0)", "0 ** -1", "10 ** 400 / 3", "pow(2, 3, 0)", "1 << -1", "1 >> -1",
               "pow(2, -1, 4)", "pow(2, 1.5, 3)", "10 ** 400 * 1.0", "int(1e400)", "int(float('nan'))", "1.0 // 0", "1.0 % 0", "(2**70) % 0",
               "(2**70) // 0"]:
    try:
        print(source, "=", eval(source))
    except (ArithmeticError, ValueError, TypeError) as error:
        print(source, "->", type(error).__name__, error)
print(pow(3, 200, 13), pow(3, -1, 7), pow(-3, 3, 7), pow(2, 5, -7), pow(5, 0, 1), pow(2, 10), pow(2, -2))
print(7 .__floordiv__(2), (7).__rsub__(10), (7).__divmod__(-2), int.__pow__(2, 3, 5), (5).__truediv__(2))
print(True + True, True * 5, -True, True / 2, ~False, True << 3, sum([True, True]), int(True), True % 2, True ** True)
print(1_000_000, 0xff, 0o17, 0b101, 0XAB, 0B11, 0O7, 00, 1_0_0, 0x_ff)
