# object.__new__ may only make what object's own struct can hold.
import types


def generator():
    yield


for kind in (type(generator()), type(iter([])), type({}.items()), types.FrameType, types.FunctionType, types.CellType,
             types.ModuleType, type(None), list, enumerate):
    try:
        print(object.__new__(kind))
    except TypeError as error:
        print(error)
try:
    print(Exception.__new__(OSError))
except TypeError as error:
    print(error)
print(type(Exception.__new__(KeyError)).__name__)
