import itertools

for make in (lambda: itertools.combinations([1], 10**18), lambda: itertools.permutations([1], 10**18),
             lambda: itertools.combinations_with_replacement([1], 10**18),
             lambda: itertools.product([1, 2], repeat=2**62)):
    try:
        print(make())
    except (MemoryError, OverflowError) as error:
        print(type(error).__name__, error)
for state in (None, ((), ()), (1, 2), ((0, 1), (9, 9)), ((9, 9), (-5, 3)), ([0, 1], (1, 1))):
    permutations = itertools.permutations("ab")
    try:
        permutations.__setstate__(state)
        print(list(permutations))
    except (TypeError, ValueError) as error:
        print(type(error).__name__)
