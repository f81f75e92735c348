# SPDX-License-Identifier: MIT
print(2 ** 3 ** 2, (2 ** 3) ** 2, -2 ** 2, (-2) ** 2, 2 ** -1, -2 ** -2)
print(1 - 2 - 3, 100 / 10 / 5, 7 // 2 * 2, 7 % 4 * 2, 2 + 3 * 4, (2 + 3) * 4, 10 - 2 ** 2 * 2)
print(1 | 2 ^ 3 & 4 << 1 + 1, 1 << 2 + 1, (1 << 2) + 1, 5 & 3 == 1, (5 & 3) == 1, ~5 & 7, -~3, ~-3, - - 3, +-+3)
print(not 1 == 2, not True and False, True or False and False, 1 if 0 else 2 or 3, 1 < 2 == True)
print(not 1 in [2], 1 not in [2], len is not None, not None is None)
print((lambda x: x, 1)[1], [lambda: 1, 2][1], (lambda: 1 if 0 else 2)())
print(3 * "ab" + "c", [1] * 2 + [3], 2 * 3 % 4, -7 // 2, -7 % 3, 7 % -3, -7 // -2)
x = y = z = 1, 2
print(x, y is z)
a = 1 if True else 2, 3
print(a)
print(*[1, 2], *(3, 4) if True else (), sep="-")
b = not (yes := 0)
print(b, yes)
print("a" "b" * 2, "x" if "" else "y" "z", "%s" % 1 + "2", "%s-%s" % (1, 2) * 2)
print(1 .real, 1.5.real, 1..real, 0x10.bit_length(), -1 .__abs__(), (-1).__abs__())
print([1, 2, 3][1:][0], "abc"[::-1][0], {1: {2: 3}}[1][2], (1, 2)[-1], "abc"[-1:])
print(1 <2, 1>0, 1==1, 5 if(1)else(6))
print(2 ** 10 % 7, pow(2, 10, 7), 10 % 3 ** 2, 2 * -3 ** 2, 4 / 2 * 3)
class A:
    def __pow__(self, o): return "pow"
    def __neg__(self): return 5
print(-A(), type(-A() ** 2) if False else "-(a**b)")
print(6 & 3 | 8 ^ 12, 1 + 2 << 3 - 1, 1 < 2 & 3, (1 < 2) & 3)
