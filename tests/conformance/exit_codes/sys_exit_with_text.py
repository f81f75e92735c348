# SPDX-License-Identifier: MIT
import sys
sys.exit("a message on stderr")
