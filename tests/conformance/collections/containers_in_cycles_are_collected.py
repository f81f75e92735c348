import gc, weakref, functools, operator
from collections import OrderedDict, defaultdict, deque
class Node: pass
gc.disable()
def tie(make):
    n = Node()
    n.held = make(n)
    return weakref.ref(n)
refs = [tie(f) for f in (lambda n: deque([n]), lambda n: deque(range(200), 300) + deque([n]), lambda n: iter(deque([n])), lambda n: defaultdict(list, {1: n}), lambda n: defaultdict(n.__init__),
                         lambda n: OrderedDict(a=n), lambda n: iter(OrderedDict(a=n)), lambda n: OrderedDict(a=n).items(), lambda n: functools.partial(print, n), lambda n: functools.cmp_to_key(lambda a, b: n)(n),
                         lambda n: operator.itemgetter(n), lambda n: operator.methodcaller("x", n, k=n), lambda n: functools.lru_cache(lambda: n))]
cached = functools.lru_cache(maxsize=2)(lambda x: x)
n = Node(); n.cached = functools.lru_cache(2)(lambda x: x); n.cached(n); refs.append(weakref.ref(n)); del n
print(sum(r() is not None for r in refs)); gc.collect(); print(sum(r() is not None for r in refs), len(refs))
