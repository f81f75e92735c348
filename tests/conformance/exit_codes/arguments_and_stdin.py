# SPDX-License-Identifier: MIT
# args: one --two -3 four=4
# stdin: first line\nsecond line\n
import sys
print(sys.argv[1:], len(sys.argv))
print(input("prompt> "))
print(input())
try:
    input()
except EOFError as error:
    print("EOF", error)
sys.exit(len(sys.argv))
