# SPDX-License-Identifier: MIT
# Float and complex arithmetic in tight loops.
import sys


def with_floats(size, limit):
    inside = 0
    for row in range(size):
        ci = 2.0 * row / size - 1.0
        for column in range(size):
            cr = 2.0 * column / size - 1.5
            zr = zi = 0.0
            for n in range(limit):
                zr2, zi2 = zr * zr, zi * zi
                if zr2 + zi2 > 4.0:
                    break
                zi = 2.0 * zr * zi + ci
                zr = zr2 - zi2 + cr
            else:
                inside += 1
    return inside


def with_complex(size, limit):
    total = 0
    for row in range(size):
        for column in range(size):
            z, c = 0j, complex(2.0 * column / size - 1.5, 2.0 * row / size - 1.0)
            n = 0
            while abs(z) <= 2.0 and n < limit:
                z = z * z + c
                n += 1
            total += n
    return total


def main(scale):
    print(with_floats(scale, 60), with_complex(scale // 2, 60))


main(int(sys.argv[1]) if len(sys.argv) > 1 else 520)
