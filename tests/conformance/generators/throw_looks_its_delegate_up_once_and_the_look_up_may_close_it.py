# SPDX-License-Identifier: MIT
class Delegate:
    def __init__(self, on_look_up, throw):
        self.on_look_up, self.answer = on_look_up, throw

    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def __getattr__(self, name):
        print("getattr", name)
        if name != "throw":
            raise AttributeError(name)
        self.on_look_up()
        return self.answer


def generator(delegate):
    yield from delegate
    yield "behind"


def attempt(title, action):
    try:
        print(title, action())
    except BaseException as error:
        print(title, repr(error))


for title, on_look_up in {
    "nothing": lambda: None,
    "close": lambda: g.close(),
    "next": lambda: print("next", next(g)),
}.items():
    g = generator(Delegate(on_look_up, lambda *arguments: 5))
    next(g)
    attempt(title, lambda: g.throw(KeyError))
    print(g.gi_frame is None, g.gi_running)
    attempt("afterwards", lambda: next(g))
