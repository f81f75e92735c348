import copy, pickle
from collections import deque
class D(deque):
    pass
for d in (deque([1, [2]]), deque([1, 2, 3], 2), D("ab", 5)):
    c, deep = copy.copy(d), copy.deepcopy(d)
    print(type(c).__name__, c, c.maxlen, deep, c == d, d.__reduce__()[:2])
s = D("xy"); s.note = 1
print(s.__reduce__()[2], copy.copy(s).__dict__ if hasattr(copy.copy(s), "note") else "no note", deque[int], type(iter(s)).__name__, iter(deque([1, 2])).__length_hint__())
