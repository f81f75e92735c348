import gc

saved = []


class Phoenix:
    def __del__(self):
        print("finalizer")
        saved.append(self)


x = Phoenix()
x.me = x
del x
gc.collect()
print("alive:", len(saved), "and finalized:", gc.is_finalized(saved[0]))
saved.clear()
gc.collect()
print("gone, and no second finalizer")
