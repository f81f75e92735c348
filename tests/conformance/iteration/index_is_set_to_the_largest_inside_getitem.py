import sys


class Sequence:
    def __getitem__(self, index):
        iterator.__setstate__(sys.maxsize)
        return index


iterator = iter(Sequence())
print(next(iterator))


class Plain:
    def __getitem__(self, index):
        return index


iterator = iter(Plain())
iterator.__setstate__(sys.maxsize)
try:
    next(iterator)
except OverflowError as error:
    print(error)
