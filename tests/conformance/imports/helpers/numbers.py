# SPDX-License-Identifier: MIT
TWO = 2

def double(x):
    return x * 2
