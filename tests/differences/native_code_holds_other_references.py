# SPDX-License-Identifier: MIT
# sys.getrefcount() inside a method that C or C++ code has called sees what that code holds meanwhile. CPython's slots bind
# some special methods before they call them, and its % and format() pass objects through other hands; a trace shows
# minipy's own counts. Where Python code calls, and when the call is over, counts are the same.
import sys


class Asked:
    def __getattr__(self, name):
        return sys.getrefcount(self)

    def __neg__(self):
        return sys.getrefcount(self)

    def __str__(self):
        return str(sys.getrefcount(self))

    def plain(self):
        return sys.getrefcount(self)


asked = Asked()
print("plain method", asked.plain())
print("__getattr__", asked.missing)
print("__neg__", -asked)
print("str()", str(asked))
print("format()", "{}".format(asked))
print("afterwards", sys.getrefcount(asked))
