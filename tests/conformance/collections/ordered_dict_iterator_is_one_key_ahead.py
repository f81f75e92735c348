from collections import OrderedDict


def walk(dict_, change, at=0):
    seen = []
    try:
        for place, key in enumerate(dict_):
            seen.append(key)
            if place == at:
                change(dict_)
    except RuntimeError as error:
        return seen, str(error)
    return seen


def make():
    return OrderedDict((number, number) for number in range(3))


print(walk(make(), lambda d: d.popitem(), at=2))
print(walk(make(), lambda d: d.clear(), at=2))
print(walk(make(), lambda d: d.__setitem__(9, 9), at=2))
print(walk(make(), lambda d: d.clear()), walk(make(), lambda d: d.popitem()), walk(make(), lambda d: d.move_to_end(0)))
only = OrderedDict(a=1)
for key, value in only.items():
    del only[key]
print(only)
backwards = reversed(make())
print(next(backwards), list(backwards), list(backwards))
