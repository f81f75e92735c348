# SPDX-License-Identifier: MIT
import sys
try:
    sys.exit(None)
except SystemExit as stop:
    print(repr(stop.code))
sys.exit(True)
