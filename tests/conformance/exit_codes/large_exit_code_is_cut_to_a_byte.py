# SPDX-License-Identifier: MIT
import sys
sys.exit(300 + 7)
