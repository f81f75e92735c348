# SPDX-License-Identifier: MIT
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(7.5, 2), divmod(-7.5, 2), divmod(7.5, -2))
print(1e308 * 10, -1e308 * 10, 1e308 + 1e308, 2.0 ** 0.5, 2.0 ** -1, (-8) ** (1 / 3), 4 ** 0.5, 0.0 ** 0, 10.0 ** 2)
print(0.0 == -0.0, str(-0.0), 0.0 * -1, -0.0 + 0.0, 1 / float("inf"), float("inf") - float("inf"), float("inf") // 1, 5.0 % float("inf"), -5.0 % float("inf"))
for source in ["1.0 / 0", "1.0 // 0.0", "1.0 % 0", "0.0 ** -1", "10.0 ** 400", "divmod(1.0, 0)", "int(float('inf'))", "round(float('nan'))",
               "float('inf').as_integer_ratio()", "(-1.0) ** 0.5 == (-1) ** 0.5"]:
    try:
        print(source, eval(source))
    except (ArithmeticError, ValueError) as error:
        print(source, "->", type(error).__name__, error)
print([round(x) for x in (0.5, 1.5, 2.5, -0.5, -1.5, 2.4999, 1e20)], [round(x, 2) for x in (2.675, 1.005, 2.345, -1.235, 1e300)])
print(round(1234.5678, -2), round(1234.5678, 0), round(5.5, None), type(round(5.0)).__name__, type(round(5.0, 0)).__name__, round(1e-5, 3), round(0.15, 1))
nan = float("nan")
print(nan == nan, nan != nan, nan < 1, nan > 1, nan in [nan], [nan] == [nan], nan is nan, max(nan, 1), max(1, nan), sorted([3, 1.5, 2]))
print(1 == 1.0, hash(1) == hash(1.0), hash(0.5), hash(1e300), hash(float("inf")), hash(-float("inf")), hash(0.1), hash(-1.0), hash(1.5), {1: "a", 1.0: "b", True: "c"})
print(2 ** 53 == 2.0 ** 53, 2 ** 53 + 1 == 2.0 ** 53, 10 ** 400 > 1e308, -10 ** 400 < -1e308, 10 ** 400 == float("inf"), 10 ** 400 < float("inf"))
print(0.1 + 0.2 == 0.3, abs(-2.5), int(2.9), int(-2.9), 3.7 .__trunc__(), 3.2.__ceil__(), (-3.2).__floor__(), bool(0.0), bool(nan))
print(sum([0.1] * 10), sum([1e100, 1.0, -1e100]), min(0.0, -0.0), 1.5.__eq__("a"), (1.5).__add__("x"), (1.5) + True, 2.0.__pow__(3), 1.5 < 10 ** 50)
total = 0.0
for i in range(1, 1001):
    total += 1 / i
print(total, total * 3 - total, 1e16 + 1, 1e16 + 2.1)
