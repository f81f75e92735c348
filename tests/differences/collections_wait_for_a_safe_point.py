# SPDX-License-Identifier: MIT
# CPython 3.11 collects in the middle of the allocation that passes the threshold, so a finalizer can run inside a call of
# native code. minipy only notes that a collection is due and collects at the next safe point of the loop (RESUME, backward
# jumps, after a call of native code), as CPython 3.12 does: native code never meets Python code that an allocation has run.
import gc


class Node:
    def __del__(self):
        print("collected with", "some" if items.__length_hint__() else "no", "items left")


gc.collect()
node = Node()
node.me = node
del node
items = iter([()] * 2000)
list(map(list, items))  # 2000 containers, and no Python code between them
gc.collect()
