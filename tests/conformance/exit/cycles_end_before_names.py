# SPDX-License-Identifier: MIT
# At exit the collector runs once before any name goes: cycles that are garbage end first, then what has a name.
import gc
import weakref


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("dies", self.name, "print" in __builtins__.__dict__)


named = Noisy("named")
first, second = Noisy("first"), Noisy("second")
first.other, second.other = second, first
reference = weakref.ref(first, lambda reference: print("callback", named.name))
kept = [Noisy("in a list")]
kept.append(kept)
del first, second
gc.callbacks.append(lambda phase, info: print(phase, info["generation"]))
print("end")
