# SPDX-License-Identifier: MIT
def factorial(n):
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result

print(factorial(50))
print(len(str(factorial(500))), sum(map(int, str(factorial(500)))))
a, b = 0, 1
for _ in range(300):
    a, b = b, a + b
print(a)

def isqrt(n):
    x = n
    y = (x + 1) // 2
    while y < x:
        x, y = y, (y + n // y) // 2
    return x

print(isqrt(2 * 10 ** 80), isqrt(10 ** 60), isqrt(10 ** 60 - 1))

def gcd(a, b):
    while b:
        a, b = b, a % b
    return a

print(gcd(2 ** 200 * 3 ** 50, 6 ** 100) == 2 ** 100 * 3 ** 50, gcd(-12, 18))
p = 2 ** 127 - 1
print(pow(3, p - 1, p), pow(12345678901234567890, -1, p) * 12345678901234567890 % p, p % 1000003, -p // 12345)
print(hash(2 ** 61 - 1), hash(2 ** 61), hash(-1), hash(-2), hash(2 ** 200), hash(-2 ** 200), hash(10 ** 30), hash(True))
big = int("123456789" * 20)
print(big % 97, big // 10 ** 150, str(big)[::20], hex(big)[:20], oct(big)[-10:], bin(big).count("1"))
print(int(hex(big), 16) == big, int(str(big)) == big, int("-" + "9" * 50), int("z" * 30, 36), -big < big, big == big + 0)
print(big > 1e150, big < float("inf"), 2 ** 53 + 1 == float(2 ** 53), 2 ** 53 + 1 > float(2 ** 53), 10 ** 22 == 1e22, 10 ** 23 == 1e23)
print(float(2 ** 53 + 1), float(10 ** 23), float(2 ** 1023), int(1e23), int(-1.9), int(1e18), round(2.5), round(-1234567, -3))
print((10 ** 20 + 3) * (10 ** 20 - 3), (10 ** 40 - 9) // (10 ** 20 - 3), (3 ** 100) % (2 ** 70), divmod(-3 ** 60, 2 ** 40))
print(sum(i ** 20 for i in range(50)), sum([2 ** 62, 2 ** 62, 2 ** 62]), [2 ** i for i in range(60, 68)])
