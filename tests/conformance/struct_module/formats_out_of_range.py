import struct


def outcome(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for make in (lambda: struct.calcsize("9223372036854775807s1s"), lambda: struct.calcsize("4611686018427387904i"),
             lambda: struct.pack("300p", b"x" * 500)[:3],
             lambda: struct.unpack("5p", b"\xffabcd"), lambda: struct.Struct("").iter_unpack(b"")):
    print(outcome(make))


class Clears:
    def __init__(self, array):
        self.array = array

    def __index__(self):
        try:
            self.array.clear()
        except BufferError as error:
            print(error)
        return 1


array = bytearray(8)
struct.pack_into("ii", array, 0, Clears(array), Clears(array))
print(array)
