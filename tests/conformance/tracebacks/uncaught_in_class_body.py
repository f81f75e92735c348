# SPDX-License-Identifier: MIT
class Broken:
    x = 1
    y = [1, 2, 3][x + 5]
