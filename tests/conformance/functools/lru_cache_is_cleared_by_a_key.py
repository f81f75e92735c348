from functools import lru_cache, partial


class Clears:
    def __hash__(self):
        return 5

    def __eq__(self, other):
        remembered.cache_clear()
        return True


@lru_cache(maxsize=2)
def remembered(key):
    return type(key).__name__


for _ in range(5):
    remembered(Clears())
print(remembered.cache_info())


class Dies:
    def __del__(self):
        kept.cache_clear()
        kept(1)


@lru_cache(maxsize=3)
def kept(key):
    return Dies() if key != 1 else None


for number in range(2, 9):
    kept(number)
print(kept.cache_info().currsize <= 3)
kept.cache_clear()
print(kept.cache_info().currsize)


class Name(str):
    def __hash__(self):
        bound.__setstate__((len, (), {}, {}))
        return str.__hash__(self)

    __eq__ = str.__eq__


bound = partial(dict, a=1)
print(bound(**{Name("b"): 2}))
