from collections import deque
def show(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
d = deque([1, 2, 3])
for f in (deque().pop, deque().popleft, lambda: d[5], lambda: d["a"], lambda: d[1:2], lambda: d.remove(9), lambda: d.index(9), lambda: d.index(1, 1, 2),
          lambda: deque(maxlen=-1), lambda: deque(maxlen="x"), lambda: deque([1], maxlen=1).insert(0, 2), lambda: d + [1], lambda: hash(d), lambda: deque(1),
          lambda: d.rotate("x"), lambda: d.__setitem__(9, 1), lambda: d.__delitem__(9), lambda: d < [1], lambda: d * "a", lambda: deque([], 1, 2), lambda: deque(foo=1)):
    show(f)
def change():
    for x in d:
        d.append(x)
show(change)
class Evil:
    def __eq__(self, other):
        d.clear()
        return False
d = deque([Evil(), 1, 2]); show(lambda: d.index(7))
d = deque([Evil(), 1, 2]); show(lambda: d.remove(7))
d = deque([Evil(), 1, 2]); show(lambda: 7 in d)
d = deque([Evil(), 1, 2]); show(lambda: d.count(7))
