# SPDX-License-Identifier: MIT
def area(width, height, *, unit): return width * height, unit
print(area(1, 2, unit="m"))
area(1)
