"""A cached key is hashed by the look-up alone, also when it makes room for another."""
import functools


class Key:
    hashed = 0

    def __init__(self, number):
        self.number = number

    def __hash__(self):
        self.hashed += 1
        return self.number

    def __eq__(self, other):
        return self.number == other.number


for size in (None, 0, 1, 2):
    cached = functools.lru_cache(size)(lambda key: key.number)
    keys = [Key(number) for number in range(4)]
    for key in keys:
        cached(key)
    print(size, [key.hashed for key in keys], cached.cache_info())
