# SPDX-License-Identifier: MIT
import gc
import weakref


class Holder(tuple):
    def __del__(self):
        self[1].reference = weakref.ref(self[0])
        global late
        del late


class Late:
    def __del__(self):
        global saved
        saved = self.reference()
        print("while it is cleared:", saved.__name__)


late = Late()


def function(x=1, *, y=2):
    "text"


function.__module__ = Holder((function, late))
del function
gc.collect()
print([saved.__name__, saved.__qualname__, saved.__defaults__, saved.__module__], repr(saved).startswith("<function  at"))
