# SPDX-License-Identifier: MIT
for a, b in [(12, 10), (-12, 10), (12, -10), (-12, -10), (2 ** 70 + 5, 2 ** 65 - 1), (-2 ** 70, 2 ** 68 + 3), (-2 ** 70 - 1, -5)]:
    print(a & b, a | b, a ^ b, ~a)
for n in (0, 1, -1, 5, -5, 2 ** 63, -2 ** 63, 2 ** 64 + 1, -2 ** 100):
    print(n << 3, n >> 3, n >> 70, n.bit_length(), n.bit_count())
print(1 << 100, -1 << 64, 1 << 63, 1 << 62, (1 << 100) >> 99, -1 >> 1000, 5 >> 63, 5 >> 64, -5 >> 64, 0 << 10 ** 6)
print(True & False, True | 2, True ^ True, type(True & True).__name__, type(True & 1).__name__, ~True)
print((255).to_bytes(2, "big"), (255).to_bytes(4, "little"), (-2).to_bytes(2, "big", signed=True), (0).to_bytes(0, "big"))
print(int.from_bytes(b"\xff\x00", "big"), int.from_bytes(b"\xff\x00", "little"), int.from_bytes(b"\xff\xff", "big", signed=True),
      int.from_bytes([1, 2], "big"), int.from_bytes(b"", "big"))
print((2 ** 80).to_bytes(11, "big"), int.from_bytes(bytes(range(16)), "little"))
for source in ["(256).to_bytes(1, 'big')", "(-1).to_bytes(1, 'big')", "(1).to_bytes(1, 'middle')", "(1).to_bytes(-1, 'big')",
               "(2**80).to_bytes(3, 'little')", "1 & 1.0", "1 | 'a'"]:
    try:
        print(eval(source))
    except (OverflowError, ValueError, TypeError) as error:
        print(source, "->", type(error).__name__, error)
print((5).numerator, (5).denominator, (5).real, (5).imag, (5).conjugate(), (5).as_integer_ratio(), (5).__index__(), (5).__ceil__())
mask = 0
for bit in (0, 3, 64, 100):
    mask |= 1 << bit
print(bin(mask), hex(mask), mask.bit_count(), [b for b in range(128) if mask >> b & 1])
