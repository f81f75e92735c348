# A class method of a built-in type, taken from the type's dict, wants that type or one derived from it.
import itertools

method = dict.__dict__["fromkeys"]
for arguments in ((5, "ab"), (), (int, "ab"), (dict, "ab")):
    try:
        print(method(*arguments))
    except TypeError as error:
        print(error)
for arguments in ((None, 5), (5, None), (5,), (None, list), ({},)):
    try:
        print(method.__get__(*arguments)("c"))
    except TypeError as error:
        print(error)
try:
    itertools.chain.__dict__["from_iterable"](5, [[1]])
except TypeError as error:
    print(error)
