# SPDX-License-Identifier: MIT
name = "first"
from . import second
value = 10

def use_second():
    return second.value + 1
