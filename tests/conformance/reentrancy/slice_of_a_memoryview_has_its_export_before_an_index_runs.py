# An __index__ in a slice releases the view. A new view of a slice keeps the memory by itself; assignment to it refuses,
# but only when the value has turned out to be one that can be assigned.
class Releases:
    def __index__(self):
        print("index", end=" ")
        view.release()
        try:
            owner.clear()
        except BufferError as error:
            print(error, end=" ")
        return 4


def set_slice(key, value):
    view[key] = value


one, two = memoryview(bytes(range(8)))[::2], memoryview(bytes(range(64))).cast("B", (8, 8))
for key in (slice(None, Releases()), slice(Releases(), None), slice(None, None, Releases()), slice(Releases(), 6)):
    owner = bytearray(range(8))
    view = memoryview(owner)
    part = view[key]
    print(part.tolist())
    part.release()
    owner.clear()
    for value in (b"spam", one, two, 5, "spam"):
        owner = bytearray(range(8))
        view = memoryview(owner)
        try:
            set_slice(key, value)
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)
        print(owner)
for shape in ((4, 2), (2, 4)):
    owner = bytearray(range(8))
    view = memoryview(owner).cast("B", shape)
    try:
        print(view[slice(None, Releases())].tolist())
    except (NotImplementedError, ValueError) as error:
        print(error)
    print(owner)
