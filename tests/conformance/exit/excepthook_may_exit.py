# SPDX-License-Identifier: MIT
import sys

sys.excepthook = lambda *arguments: sys.exit(7)
1 / 0
