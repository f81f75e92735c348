# SPDX-License-Identifier: MIT
def values():
    yield 1
    yield int("not a number")
print("start")
print([v for v in values()])
