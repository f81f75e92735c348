# SPDX-License-Identifier: MIT
# How often an automatic collection comes: here only at safe points (the other difference about collections says why), and
# the interpreter itself makes other containers on the way.
import gc
gc.disable()
hits = 0
class G:
    def __del__(self):
        global hits
        hits += 1
        d.clear()
        global junk
        junk = [object() for i in range(50)]
for n in range(1, 40):
    d = {('k', i): [i, 'v%d' % i] for i in range(10)}
    g = G(); g.me = g; del g
    gc.set_threshold(n)
    it = iter(d.items())
    gc.enable()
    out = []
    try:
        for k, v in it: out.append((k, v))
    except RuntimeError as e: pass
    gc.disable()
    s = repr(out)
print('ok', hits)
