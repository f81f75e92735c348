# SPDX-License-Identifier: MIT
# Many small vector objects with operator methods: spheres over a checkered floor.
import math
import sys


class Vector:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self * (1.0 / math.sqrt(self.dot(self)))


class Sphere:
    def __init__(self, centre, radius, colour, mirror):
        self.centre, self.radius, self.colour, self.mirror = centre, radius, colour, mirror

    def hit(self, origin, direction):
        between = self.centre - origin
        along = between.dot(direction)
        inside = self.radius ** 2 - between.dot(between) + along * along
        if inside < 0:
            return None
        distance = along - math.sqrt(inside)
        return distance if distance > 1e-4 else None

    def normal(self, point):
        return (point - self.centre).unit()

    def shade(self, point):
        return self.colour


class Floor:
    mirror = 0.1

    def hit(self, origin, direction):
        if direction.y > -1e-6:
            return None
        distance = -origin.y / direction.y
        return distance if distance > 1e-4 else None

    def normal(self, point):
        return Vector(0.0, 1.0, 0.0)

    def shade(self, point):
        return 0.9 if (math.floor(point.x) + math.floor(point.z)) % 2 else 0.2


class Scene:
    def __init__(self):
        self.things = [Sphere(Vector(i * 1.5 - 3, 1 + i % 2, 6 + i % 3), 0.9, 0.2 * i, 0.1 * i) for i in range(5)]
        self.things.append(Floor())
        self.light = Vector(-5.0, 8.0, -3.0)

    def nearest(self, origin, direction):
        best, found = 1e9, None
        for thing in self.things:
            distance = thing.hit(origin, direction)
            if distance is not None and distance < best:
                best, found = distance, thing
        return found, best

    def trace(self, origin, direction, depth):
        thing, distance = self.nearest(origin, direction)
        if thing is None:
            return 0.5 + 0.5 * direction.y
        point = origin + direction * distance
        normal = thing.normal(point)
        to_light = (self.light - point).unit()
        blocked, _ = self.nearest(point, to_light)
        bright = 0.1 if blocked is not None else max(0.1, normal.dot(to_light))
        colour = thing.shade(point) * bright
        if depth and thing.mirror:
            bounce = direction - normal * (2 * normal.dot(direction))
            colour = colour * (1 - thing.mirror) + self.trace(point, bounce, depth - 1) * thing.mirror
        return colour


def main(size):
    scene, eye, total = Scene(), Vector(0.0, 2.0, -4.0), 0.0
    for row in range(size):
        for column in range(size):
            direction = Vector(column / size - 0.5, 0.4 - row / size, 1.0).unit()
            total += scene.trace(eye, direction, 3)
    print(f"{total:.9f}")


main(int(sys.argv[1]) if len(sys.argv) > 1 else 340)
