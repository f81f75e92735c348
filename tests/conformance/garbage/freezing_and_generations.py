# SPDX-License-Identifier: MIT
import gc

gc.collect()
gc.disable()
new = []
print([any(x is new for x in gc.get_objects(generation)) for generation in range(3)])
gc.collect(0)
print([any(x is new for x in gc.get_objects(generation=generation)) for generation in range(3)])
gc.collect(1)
print([any(x is new for x in gc.get_objects(generation)) for generation in range(3)])
gc.freeze()
print([any(x is new for x in gc.get_objects(generation)) for generation in range(3)], gc.get_freeze_count() > 0)
new.append(new)
del new
print(gc.collect())
gc.unfreeze()
print(gc.collect(), gc.get_freeze_count())
for bad in (3, -1, 1.5, "1"):
    try:
        gc.get_objects(bad)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
before = [row["collections"] for row in gc.get_stats()]
gc.collect(0), gc.collect(0), gc.collect(1), gc.collect()
print([row["collections"] - old for row, old in zip(gc.get_stats(), before)])
gc.set_threshold(5, 3, 2)
print(gc.get_threshold(), gc.set_threshold(5, 3), gc.get_threshold())
