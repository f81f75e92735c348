# SPDX-License-Identifier: MIT
# What hides an attribute of the class is decided when it is asked for, however often it was asked before.


class Later:
    __get__ = lambda self, instance, owner: "get"


class Plain:
    pass


class Owner:
    later = Later()
    plain = Plain()


owner = Owner()
owner.later = owner.plain = "own"


def read():
    return owner.later, owner.plain


def write(number):
    owner.later = owner.plain = number


for _ in range(200):
    write("own")
    assert read() == ("own", "own")
Later.__set__ = lambda self, instance, value: log.append(value)
Plain.__get__ = lambda self, instance, owner: "get too"
log = []
print(read())
write(1)
print(read(), log, vars(owner))
Plain.__set__ = Later.__set__
write(2)
print(read(), log, vars(owner))
del Later.__set__, Plain.__set__
write(3)
print(read(), log, vars(owner))
