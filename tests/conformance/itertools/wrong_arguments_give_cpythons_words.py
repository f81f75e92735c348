import itertools as it
def show(f, *a, **k):
    try:
        print(f(*a, **k))
    except Exception as error:
        print(type(error).__name__, error)
for name in ("cycle", "dropwhile", "takewhile", "filterfalse", "starmap", "pairwise"):
    f = getattr(it, name)
    show(f); show(f, 1, 2, 3); show(f, x=1)
show(it.islice); show(it.islice, [1]); show(it.islice, [1], -1); show(it.islice, [1], 1, 2, 0); show(it.islice, [1], "a"); show(it.islice, [], "a", 3); show(it.islice, [1], 1, 2, 3, 4)
show(it.count, "a"); show(it.repeat); show(it.repeat, 1, "x"); show(it.accumulate); show(it.compress, [1]); show(it.groupby)
show(it.combinations, "abc", -1); show(it.permutations, "abc", -1); show(it.permutations, "abc", "r"); show(it.product, "ab", repeat=-1); show(it.combinations_with_replacement, "a", -2)
show(it.product, x=1); show(it.zip_longest, x=1); show(it.tee, [], -1); show(lambda: list(it.chain(1))); show(it.chain, x=1)
show(lambda: list(it.starmap(pow, [1]))); show(lambda: list(it.dropwhile(1, [2])))
show(lambda: len(it.repeat(1))); show(lambda: it.repeat(1).__length_hint__()); show(lambda: it.repeat(1, 5).__length_hint__())
