# SPDX-License-Identifier: MIT
for slots in ("a",), ("__weakref__",), ("__dict__",), ():
    try:
        print(type("Meta", (type,), {"__slots__": slots}))
    except TypeError as error:
        print(slots, error)
