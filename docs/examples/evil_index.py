items = [1, 2, 3]


class Evil:
    def __index__(self):
        items.clear()
        return 2


try:
    items[Evil()]
except IndexError as error:
    print(error)
