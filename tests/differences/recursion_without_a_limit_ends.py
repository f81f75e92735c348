# SPDX-License-Identifier: MIT
# With sys.setrecursionlimit() out of the way CPython recurses until its native stack or the machine's memory is used up, and dies.
# minipy looks at the native stack itself.
import sys

sys.setrecursionlimit(10**9)


class Shown:
    def __repr__(self):
        return repr(self)


class Hashed:
    def __hash__(self):
        return hash(self)


for recurse in (lambda: repr(Shown()), lambda: hash(Hashed())):
    try:
        recurse()
    except RecursionError:
        print("ends")
