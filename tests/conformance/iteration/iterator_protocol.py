# SPDX-License-Identifier: MIT
class Count:
    def __init__(self, n): self.n = n
    def __iter__(self): return CountIterator(self.n)
class CountIterator:
    def __init__(self, n): self.i, self.n = 0, n
    def __iter__(self): return self
    def __next__(self):
        if self.i >= self.n: raise StopIteration
        self.i += 1
        return self.i
c = Count(3)
print(list(c), list(c), sum(c), [*c], max(c), 2 in c, 9 in c, tuple(c), set(c), dict(zip(c, c)), list(enumerate(c)), list(map(str, c)), list(filter(lambda x: x > 1, c)), sorted(c, reverse=True))
a, *b = c; print(a, b); it = iter(c); print(next(it), next(it), next(it), next(it, "default"), iter(it) is it)
try:
    next(it)
except StopIteration as error:
    print(repr(error), error.value)
class NoNext:
    def __iter__(self): return 5
class NoIter: pass
class NoneIter: __iter__ = None
class OnlyNext:
    def __next__(self): return 1
for source in ["iter(NoNext())", "iter(NoIter())", "iter(NoneIter())", "list(OnlyNext())", "next(OnlyNext())", "next(NoIter())", "next([])", "for_ = [x for x in NoIter()]", "1 in NoIter()", "[*NoIter()]", "a, b = NoIter()", "iter(len, 1)", "iter(5, 1)", "zip(1)", "map(len, 5)", "sum(NoIter())", "''.join(NoIter())", "dict(NoIter())", "set(NoIter())", "max(NoIter())", "f(*NoIter())"]:
    try:
        exec(source, {**globals(), "f": print}); print(source, "ok")
    except TypeError as error:
        print(source, "->", error)
values = iter([1, 2, 3, 0, 4])
print(list(iter(lambda: next(values), 0)), list(values), list(iter(int, 0)))
class Raises:
    def __iter__(self): return self
    def __next__(self): raise ValueError("from next")
for function in (list, tuple, sum, set, max, dict, sorted, "".join):
    try:
        function(Raises())
    except ValueError as error:
        print(error, end="; ")
print()
print(list(zip()), list(zip("abc", [1, 2])), list(zip([1], [2], [3])), list(enumerate("ab", 1)), list(reversed([1, 2])), list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(filter(None, [0, 1, ""])), list(zip("ab", "cd", strict=True)))
for shape in (("ab", "c"), ("a", "bc"), ("a", "b", "cd"), ("ab", "cd", "e")):
    try:
        list(zip(*shape, strict=True))
    except ValueError as error:
        print(error)
z = zip(i := iter([1, 2, 3]), i); print(list(z)); m = map(str, [1]); print(next(m), next(m, "end"), iter(m) is m)
class Hint:
    def __init__(self): self.n = 3
    def __iter__(self): return self
    def __next__(self):
        self.n -= 1
        if self.n < 0: raise StopIteration
        return self.n
    def __length_hint__(self): return 100
print(list(Hint()), tuple(Hint())); gen = (x for x in range(3)); print(2 in gen, list(gen)); e = enumerate("a", start=10 ** 20); print(next(e)); r = reversed(range(3)); print(next(r), list(r)); print(aiter.__name__, all(i for i in [1, 0]), any(i for i in [0, 1]), min(iter([3, 2])), next(iter({5: 1}.items())))
