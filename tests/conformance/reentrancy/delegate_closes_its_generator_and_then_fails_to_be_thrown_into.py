# SPDX-License-Identifier: MIT
class Delegate:
    def __init__(self, throw):
        self.answer = throw

    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def __getattr__(self, name):
        if name != "throw":
            raise AttributeError(name)
        g.close()
        return self.answer


def fail(*arguments):
    raise ZeroDivisionError


def stop(*arguments):
    raise StopIteration(3)


def generator(delegate):
    yield from delegate
    yield "behind"


for throw in fail, stop:
    g = generator(Delegate(throw))
    next(g)
    try:
        print(g.throw(KeyError))
    except BaseException as error:
        print(repr(error))
    print(g.gi_frame, next(g, "ended"))
