from collections import deque


class Index:
    def __index__(self):
        items.clear()
        return 5


for method, more in (("__getitem__", ()), ("__setitem__", (1,)), ("__delitem__", ())):
    items = deque(range(20))
    try:
        print(method, getattr(items, method)(Index(), *more))
    except IndexError as error:
        print(method, error)
