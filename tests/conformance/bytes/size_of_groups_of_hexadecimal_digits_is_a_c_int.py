# SPDX-License-Identifier: MIT
view = memoryview(b"abc" * 5)
for size in 2**31, -(2**31) - 1, -(2**63), 2**31 - 1, -(2**31), 4, -4:
    for owner in view, bytes(view), bytearray(view):
        try:
            print(owner.hex("-", size))
        except Exception as error:
            print(repr(error))
