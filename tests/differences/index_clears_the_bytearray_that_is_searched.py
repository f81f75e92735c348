# SPDX-License-Identifier: MIT
# CPython 3.11 takes the address of a bytearray's bytes, then calls __index__ of the bounds, then searches at that address.
# Here lengths and addresses are read after the bounds are known: the bytearray is empty.
data = bytearray(b"a" * 100)


class Clears:
    def __index__(self):
        data.clear()
        return 50


print(data.find(b"a", Clears()))
