from sys import getrefcount

item = object()
print(getrefcount(item))
pair = [item, item]
print(getrefcount(item))


def borrow(x):
    return getrefcount(x)


print(borrow(item))
del pair
print(getrefcount(item))
