# SPDX-License-Identifier: MIT
print("never printed")
def f(:
    pass
