from itertools import *
import operator
print(list(islice(count(3), 3)), list(islice(count(10, -2.5), 3)), list(islice(cycle("ab"), 5)), list(repeat(7, 2)), count(1), count(1, 2), repeat(1), repeat(1, 3))
print(list(accumulate([1, 2, 3])), list(accumulate([2, 3, 4], operator.mul)), list(accumulate([1, 2], initial=10)), list(accumulate([])))
print(list(chain("ab", [1], ())), list(chain.from_iterable(["x", "yz"])), list(compress("abcdef", [1, 0, 1, 0, 1])))
print(list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(filterfalse(None, [0, 1, "", 2])))
print([(k, list(g)) for k, g in groupby("aabbbc")], [(k, list(g)) for k, g in groupby([1, 3, 2, 5], lambda x: x % 2)])
print(list(islice("abcdefg", 2)), list(islice("abcdefg", 2, None)), list(islice("abcdefg", 1, 6, 2)), list(pairwise("abcd")), list(pairwise("a")))
print(list(starmap(pow, [(2, 5), (3, 2)])), list(zip_longest("abc", "x", fillvalue="-")), list(zip_longest()))
print(list(product("ab", [1, 2])), list(product([0, 1], repeat=2)), list(product()), list(product("a", "")))
print(list(permutations("abc", 2)), len(list(permutations(range(5)))), list(permutations([1], 2)), list(permutations([])))
print(list(combinations("abcd", 2)), list(combinations_with_replacement("abc", 2)), list(combinations([], 0)), list(combinations("ab", 3)))
a, b, c = tee(iter(range(130)), 3)
print(sum(a), next(b), sum(b), list(c) == list(range(130)), tee([], 0))
