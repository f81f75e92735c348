# SPDX-License-Identifier: MIT
# f"…" is compiled: text and expressions become FORMAT_VALUE and BUILD_STRING instructions.
# {value!r:>8} means: convert with repr, then format with the spec ">8".

name, price, count = "tea", 3.14159, 42

print(f"{name} costs {price:.2f}")
print(f"[{name:>8}] [{name:<8}] [{name:^8}] [{name:*^9}]")
print(f"{name!r} {name!s:5}| {'é'!a}")
print(f"{count:5d} {count:05d} {count:+d} {count:x} {count:#b} {1234567:,}")
print(f"{price:8.3f} {price:e} {0.256:.1%} {1e10:g}")
print(f"{count = }, {price*2 = :.1f}, {name=!s}")

width = 12
print(f"|{name:{width}}|{price:{width}.{count - 40}f}|")      # specs may hold expressions themselves
print(f"{{braces}} {'nested ' + f'{name.upper()}'} {[n * n for n in range(4)]}")


class Angle:
    def __init__(self, degrees):
        self.degrees = degrees

    def __format__(self, spec):         # the object decides what a spec means
        if spec == "turns":
            return f"{self.degrees / 360:.2f} turns"
        return f"{self.degrees}°"


print(f"{Angle(90)} {Angle(90):turns}")
