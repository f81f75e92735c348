# SPDX-License-Identifier: MIT
# Floating point on attributes held in lists: planets pull each other.
import sys

PAIRS_DT = 0.01


def system():
    return [[[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], 39.47],
            [[4.84, -1.16, -0.10], [0.60, 2.81, -0.02], 0.037],
            [[8.34, 4.12, -0.40], [-1.01, 1.82, 0.008], 0.011],
            [[12.89, -15.11, -0.22], [1.08, 0.86, -0.01], 0.0017],
            [[15.37, -25.91, 0.17], [0.97, 0.59, -0.03], 0.002]]


def advance(bodies, pairs, dt, steps):
    for _ in range(steps):
        for ([x1, y1, z1], v1, m1), ([x2, y2, z2], v2, m2) in pairs:
            dx, dy, dz = x1 - x2, y1 - y2, z1 - z2
            magnitude = dt * (dx * dx + dy * dy + dz * dz) ** -1.5
            b1, b2 = m1 * magnitude, m2 * magnitude
            v1[0] -= dx * b2
            v1[1] -= dy * b2
            v1[2] -= dz * b2
            v2[0] += dx * b1
            v2[1] += dy * b1
            v2[2] += dz * b1
        for position, (vx, vy, vz), _mass in bodies:
            position[0] += dt * vx
            position[1] += dt * vy
            position[2] += dt * vz


def energy(bodies, pairs):
    total = 0.0
    for (p1, _, m1), (p2, _, m2) in pairs:
        total -= m1 * m2 / sum((a - b) ** 2 for a, b in zip(p1, p2)) ** 0.5
    return total + sum(m * (vx * vx + vy * vy + vz * vz) / 2 for _, (vx, vy, vz), m in bodies)


def main(scale):
    bodies = system()
    pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1:]]
    advance(bodies, pairs, PAIRS_DT, scale)
    print(f"{energy(bodies, pairs):.12f}")


main(int(sys.argv[1]) if len(sys.argv) > 1 else 240000)
