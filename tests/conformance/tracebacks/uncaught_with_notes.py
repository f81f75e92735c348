# SPDX-License-Identifier: MIT
try:
    raise ValueError("noted")
except ValueError as error:
    error.add_note("a note")
    error.add_note("the last note")
    raise
