import gc, itertools, weakref
class Node: pass
def made():
    for make in (lambda n: itertools.chain([n]), lambda n: itertools.cycle([n]), lambda n: itertools.repeat(n), lambda n: itertools.count(1) if False else itertools.accumulate([n]),
                 lambda n: itertools.groupby([n]), lambda n: itertools.tee([n])[0], lambda n: itertools.product([n], repeat=2), lambda n: itertools.combinations([n], 1),
                 lambda n: itertools.zip_longest([n]), lambda n: itertools.islice([n], 3), lambda n: itertools.pairwise([n]), lambda n: itertools.compress([n], [1])):
        n = Node()
        n.iterator = make(n)
        yield weakref.ref(n)
        del n
gc.disable()
refs = list(made())
print(sum(r() is not None for r in refs))
gc.collect()
print(sum(r() is not None for r in refs), len(refs))
