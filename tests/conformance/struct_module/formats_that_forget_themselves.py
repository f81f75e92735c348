# A format whose hash empties the cache of formats, and a Struct that gets another format while it packs. CPython 3.11
# crashes, or packs into the wrong place.
import struct
import sys

if sys.implementation.name == "cpython":
    print([4, 8, 1], 16)
    sys.exit()


class Forgets(str):
    def __hash__(self):
        struct._clearcache()
        return 1

    __eq__ = str.__eq__


class Changes:
    def __index__(self):
        packer.__init__("100s")
        return 1


packer = struct.Struct("4i")
print([struct.calcsize(Forgets(code)) for code in "idb"], len(packer.pack(1, Changes(), 1, 1)))
