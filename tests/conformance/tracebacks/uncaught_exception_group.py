# SPDX-License-Identifier: MIT
def make():
    return ExceptionGroup("several", [ValueError(1), ExceptionGroup("inner", [TypeError("t"), KeyError("k")])])
raise make()
