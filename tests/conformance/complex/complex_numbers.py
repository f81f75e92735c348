# SPDX-License-Identifier: MIT
z = 3 + 4j
print(z, z.real, z.imag, abs(z), z.conjugate(), -z, +z, z == 3 + 4j, z != 3, bool(0j), bool(1j), hash(3 + 0j) == hash(3))
print(z + 1, 1 - z, z * 2.5, z * z, z / (1 - 1j), z ** 2, z ** 0.5, 2 ** z, z ** -1, 1j ** 2, 0j ** 0, (1 + 1j) ** 10, (1 + 2j) ** (3 + 1j))
print(1j, -1j, 0j, -0j, 1 - 0j, complex(-0.0, -0.0), 1e20j, 1.5e-7j, complex(0, float("inf")), complex(float("nan"), 1), complex(1, float("-inf")))
print(complex("1+2j"), complex("-1.5j"), complex(" ( 3-4J ) "), complex("j"), complex("1e3-1e-3j"), complex("5"), complex("nan+infj"), complex(1, 2), complex(1j, 1j), complex(), complex(imag=2))
print(repr(1 + 0j), str(2.0 + 3.0j), [1j, 2 + 1j], f"{1 + 2j}", f"{1.234567 + 2.5j:.2f}", f"{3 + 4j:>12}|", format(1e10 + 1j, "g"), f"{1+2j:+.1e}")
for source in ["1j < 2j", "int(1j)", "float(1j)", "1j // 1", "1j % 1", "divmod(1j, 1)", "1j / 0", "0j ** -1", "complex('1+')", "complex('1 + 2j')", "complex('a')",
               "complex('1', 2)", "complex(1, '2')", "complex([])", "round(1j)", "format(1j, '=10')", "format(1j, '010')", "pow(1j, 2, 3)", "1j + 'a'", "0j ** 1j"]:
    try:
        print(source, eval(source))
    except (TypeError, ValueError, ZeroDivisionError) as error:
        print(source, "->", type(error).__name__, error)
print(1 == 1 + 0j, 1.5 == 1.5 + 0j, {1: "one"}[1 + 0j], 1j == 1j, 1j == "1j", sum([1j, 2, 3.5]), z.__getnewargs__(), 5 .imag)
def mandel(c, limit=50):
    n, z = 0, 0
    while abs(z) <= 2 and n < limit:
        z, n = z * z + c, n + 1
    return n
print([mandel(complex(re / 4, 0.5)) for re in range(-8, 4)])
