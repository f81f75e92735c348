import copy
import pickle
from array import _array_reconstructor, array, typecodes


def attempt(*arguments):
    try:
        print(arguments[1:], _array_reconstructor(*arguments))
    except (TypeError, ValueError, OverflowError) as error:
        print(arguments[1:], type(error).__name__, error)


class Named(array):
    pass


for code in range(22):
    for data in (b"\0\0\0\0\1\0\2\3", b"\0\0\0", b"A\0\0\0", b"A\0\0\0\0"):
        attempt(array, "i", code, data)
        attempt(array, "d", code, data)
        attempt(array, "u", code, data)
for arguments in ((5, "i", 8, b""), (int, "i", 8, b""), (array, "x", 8, b""), (array, "i", 22, b""), (array, "i", -1, b""), (array, "i", 8, ""),
                  (array, 5, 8, b""), (array, "ii", 8, b""), (array, "i", 8.0, b""), (array, "i", 2**40, b""), (Named, "i", 9, b"\0\0\0\1")):
    attempt(*arguments)

for code in typecodes:
    original = Named(code, "ab" if code == "u" else [1, 2])
    original.label = "x"
    for protocol in range(6):
        restored = pickle.loads(pickle.dumps(original, protocol))
        print(protocol, restored == original, type(restored).__name__, restored.label, original.__reduce_ex__(protocol)[1:])
    print(type(copy.copy(original)), type(copy.deepcopy(original)), copy.copy(original) == original)
    iterator = iter(original)
    next(iterator)
    print(list(pickle.loads(pickle.dumps(iterator))))
