# A list that is changed while it is sorted, even if it is empty again afterwards.
def sorting(change, by):
    items = [3, 1, 2]

    def key(item):
        change(items)
        return item

    class Item(int):
        def __lt__(self, other):
            change(items)
            return int.__lt__(self, other)

    if by == "less":
        items[:] = map(Item, items)
    try:
        items.sort(key=key if by == "key" else None)
        return items
    except (ValueError, ZeroDivisionError, IndexError) as error:
        return type(error).__name__, str(error), items


for by in ("key", "less"):
    for name, change in {
        "looks": lambda x: (len(x), list(x), x.copy(), x == [], repr(x), x.__sizeof__() > 0),
        "append": lambda x: x.append(1),
        "clear": lambda x: x.clear(),
        "append and clear": lambda x: (x.append(1), x.clear()),
        "append and pop": lambda x: (x.append(1), x.pop()),
        "extend": lambda x: x.extend("ab"),
        "slice": lambda x: x.__setitem__(slice(0, 0), "ab"),
        "delete": lambda x: x.__delitem__(slice(None)),
        "sort": lambda x: x.sort(),
        "init": lambda x: x.__init__("abc"),
        "raise": lambda x: 1 // 0,
        "pop": lambda x: x.pop(),
    }.items():
        print(by, name, sorting(change, by))
