# SPDX-License-Identifier: MIT
# A module of the package: a dot means "from my own package".
from . import history

history.append("area ran")


def square(side):
    return side * side
