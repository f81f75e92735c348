# SPDX-License-Identifier: MIT
# CPython's Lib/test/crashers/gc_inspection: a tuple that is still being filled is asked for, looked at and written down.
import gc


def items():
    marker = object()
    yield marker
    found = [one for one in gc.get_referrers(marker) if type(one) is tuple]
    for one in found:
        repr(one)
        hash(one) if all(item is not None for item in one) else 0
        one == one
        list(one)
    yield len(found) <= 1


made = tuple(items())
print(len(made), made[1])
made = [*items()]
print(len(made), made[1])
