import operator
import sys


class Sequence:
    def __getitem__(self, index):
        iterator.__setstate__(sys.maxsize)
        return index

    def __len__(self):
        return 3


iterator = iter(Sequence())
print(next(iterator))
print(operator.length_hint(iterator) in range(2 ** 63))

class Plain:
    def __getitem__(self, index):
        return index

iterator = iter(Plain())
iterator.__setstate__(sys.maxsize)
try:
    next(iterator)
except OverflowError as error:
    print(error)
