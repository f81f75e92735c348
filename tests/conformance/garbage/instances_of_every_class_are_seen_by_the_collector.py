# SPDX-License-Identifier: MIT
# An instance holds its class, and may be held by it: the collector looks at instances that hold nothing else, too.
import gc


def classes():
    for base in (object, int, str, bytes, float, complex, tuple, list, frozenset):
        class Slotless(base):
            __slots__ = ()

            def __del__(self):
                print("dies:", base.__name__)

        yield Slotless


gc.disable()
for cls in classes():
    print(cls.__base__.__name__, cls.__flags__ & 1 << 14 != 0, gc.is_tracked(cls()))
    cls.instance = cls()
    del cls
    print(gc.collect() > 0)
