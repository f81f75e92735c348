from array import array

a = array("i", range(20))


class Evil:
    def __index__(self):
        del a[:]
        return 1

    def __float__(self):
        del a[:]
        return 1.0

    def __eq__(self, other):
        del a[:]
        return True


def attempt(action):
    global a
    a = array("i", range(20))
    try:
        print(action(), end=" ")
    except (IndexError, ValueError, RuntimeError) as error:
        print(type(error).__name__, error, end=" ")
    print(a)


attempt(lambda: a[Evil()])
attempt(lambda: a[Evil() :])
attempt(lambda: a.__setitem__(slice(Evil(), 5), array("i", [9])))
attempt(lambda: a.__delitem__(Evil()))
attempt(lambda: a.index(Evil()))
attempt(lambda: a.count(Evil()))
attempt(lambda: a.remove(Evil()))
attempt(lambda: Evil() in a)
attempt(lambda: a.pop(Evil()))
attempt(lambda: array("i", [Evil(), 2]))

items = []


class Shrinks:
    def __index__(self):
        items.clear()
        return 1


for action in (lambda: array("i", items), lambda: array("i").fromlist(items)):
    items[:] = [Shrinks(), Shrinks()]
    try:
        print(action())
    except (IndexError, RuntimeError) as error:
        print(type(error).__name__, error)
