# SPDX-License-Identifier: MIT
class Odd:
    def __str__(self): return "an odd object"
raise SystemExit(Odd())
