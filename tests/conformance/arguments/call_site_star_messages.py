# SPDX-License-Identifier: MIT
def f(*args, **kwargs):
    return args, kwargs

def attempt(source):
    try:
        print(eval(source))
    except TypeError as error:
        print(error)

class NotMapping:
    pass

class Mapping:
    def keys(self):
        return ["k1", "k2"]
    def __getitem__(self, key):
        return key.upper()

class Iterable:
    def __iter__(self):
        yield from "xy"

attempt("f(*1)")
attempt("f(**1)")
attempt("f(**[1])")
attempt("f(*NotMapping())")
attempt("f(**NotMapping())")
attempt("f(**Mapping())")
attempt("f(*Iterable())")
attempt("f(**{1: 2})")
attempt("f(a=1, **{'a': 2})")
attempt("f(**{'a': 1}, **{'a': 2})")
attempt("f(**{'a': 1}, a=2)")
attempt("f(1, *2)")
attempt("f(*[1], *3)")
attempt("f(*None)")
attempt("f(**None)")
attempt("print(*1)")
attempt("len(*[[1, 2]])")
attempt("dict(**{'a': 1}, b=2)")
attempt("(lambda a: a)(*[1], a=2)")
attempt("(lambda a: a)(**{'a': 1, 'b': 2})")
attempt("f(*(x for x in range(3)), **{c: c for c in 'ab'})")
attempt("f(x for x in range(0)).__class__")
attempt("(lambda: 1)()()")
attempt("str(5)(1)")
attempt("print()()")
attempt("NotMapping()()")
