# SPDX-License-Identifier: MIT
# How often None is referred to before a program starts tells how much an interpreter has loaded by then: CPython imports site,
# os and codecs and keeps thousands of None in their tables, minipy starts with a few modules. References made by the program
# itself are counted alike.
import sys

print(sys.getrefcount(None) > 100)
before = sys.getrefcount(None)
kept = [None] * 1000
print(sys.getrefcount(None) - before)
