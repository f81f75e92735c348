# SPDX-License-Identifier: MIT
name = "second"
from circle import first
seen_first = (first.name, hasattr(first, "value"))
value = 20

def use_first():
    return first.value + 2
