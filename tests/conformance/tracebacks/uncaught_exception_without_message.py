# SPDX-License-Identifier: MIT
def f():
    raise KeyError
try:
    f()
finally:
    print("finally before the traceback")
