# SPDX-License-Identifier: MIT
# A class can borrow a descriptor of another class. Its instances are no such objects, however often one tries.


class Class:
    __slots__ = ("slot",)


class Borrower:
    slot = Class.slot
    append = list.append
    getter = property.fget
    closure = type(lambda: None).__closure__
    args = BaseException.args
    join = str.join


def store(borrower):
    borrower.slot = 42


def delete(borrower):
    del borrower.slot


borrower = Borrower()
for use in (lambda o: o.slot, store, delete, lambda o: o.append(1), lambda o: o.getter, lambda o: o.closure, lambda o: o.args,
            lambda o: o.join([])):
    messages = set()
    for _ in range(1025):
        try:
            messages.add(use(borrower))
        except TypeError as error:
            messages.add(str(error))
    print(messages)
