# An __index__ or a value that releases the view: the view refuses.
class Releases:
    def __init__(self, view, value):
        self.view, self.value = view, value

    def __index__(self):
        self.view.release()
        return self.value

    def __bool__(self):
        self.view.release()
        return True


def set_item(view, index, value):
    view[index] = value


for name, operation in {
    "get": lambda v, r: v[r],
    "set at": lambda v, r: set_item(v, r, 1),
    "set to": lambda v, r: set_item(v, 0, r),
    "set slice": lambda v, r: set_item(v, slice(r, None), b""),
}.items():
    owner = bytearray(b"abcdef")
    view = memoryview(owner)
    try:
        print(name, operation(view, Releases(view, 3)))
    except (ValueError, IndexError) as error:
        print(name, type(error).__name__, error)
    owner.clear()
    print(owner)
