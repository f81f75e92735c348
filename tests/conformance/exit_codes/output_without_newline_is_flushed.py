# SPDX-License-Identifier: MIT
print("no newline at the end", end="")
class AtExit:
    def __del__(self): print(" | printed by a finalizer", end="")
keep = AtExit()
