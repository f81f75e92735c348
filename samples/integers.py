# SPDX-License-Identifier: MIT
# Integers have no size limit: small ones fit a machine word, larger ones become arrays of digits.
# Division and remainder round towards minus infinity, so that (a // b) * b + a % b == a always holds.

for a, b in ((7, 2), (-7, 2), (7, -2), (-7, -2)):
    print(f"{a:2} // {b:2} = {a // b:2}   {a:2} % {b:2} = {a % b:2}   {(a // b) * b + a % b == a}")

n = 1
for i in range(1, 26):
    n *= i
print("25! =", n, "with", n.bit_length(), "bits")
print(2 ** 63 - 1, 2 ** 63, -2 ** 63 - 1)                   # across the border of a machine word
print(pow(3, 10 ** 20, 1_000_007), pow(3, -1, 7))           # modular power and inverse

print(0b1010 & 0b0110, 0b1010 | 0b0110, 0b1010 ^ 0b0110, ~5, -5 >> 1, 1 << 70)   # two's complement without end
print(int("ff", 16), hex(255), bin(10), int.from_bytes(b"\x01\x00", "big"), (258).to_bytes(2, "little"))

# 0.1 has no exact binary form; comparing int with float is exact nevertheless
print(0.1 + 0.2, 0.1 + 0.2 == 0.3, 2 ** 53 + 1 == float(2 ** 53), 10 ** 22 == 1e22, hash(1) == hash(1.0) == hash(True))
