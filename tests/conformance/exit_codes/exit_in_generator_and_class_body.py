# SPDX-License-Identifier: MIT
def g():
    try:
        yield 1
    finally:
        print("generator finally")
x = g()
next(x)
class Body:
    try:
        raise SystemExit(4)
    finally:
        print("class body finally")
