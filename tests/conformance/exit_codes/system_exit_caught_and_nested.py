# SPDX-License-Identifier: MIT
import sys
try:
    sys.exit(5)
except SystemExit as stop:
    print("caught", stop.code, stop.args)
try:
    sys.exit((1, 2))
except SystemExit as stop:
    print(stop.code)
def f():
    try:
        sys.exit(7)
    except Exception:
        print("Exception does not catch it")
    finally:
        print("unwinding")
f()
