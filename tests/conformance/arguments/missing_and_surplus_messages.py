# SPDX-License-Identifier: MIT
def message(function, *args, **kwargs):
    try:
        print("returned", function(*args, **kwargs))
    except TypeError as error:
        print(error)

def none(): pass
def one(a): pass
def two(a, b): pass
def three(a, b, c): pass
def four(a, b, c, d): pass
def defaulted(a, b=1): pass
def all_defaulted(a=1, b=2): pass
def keyword(*, a): pass
def keywords(*, a, b): pass
def keywords3(*, a, b, c): pass
def mixed(a, *, b): pass
def mixed_default(a, *, b=1): pass
def variable(a, *args): pass
def kwonly_default(*, k=1): pass

message(none, 1)
message(none, 1, 2)
message(none, x=1)
message(one)
message(one, 1, 2)
message(one, 1, 2, 3)
message(one, 1, a=1)
message(one, 1, b=1)
message(two)
message(two, 1)
message(two, b=1)
message(three)
message(three, 1)
message(four)
message(four, 1, c=3)
message(defaulted)
message(defaulted, 1, 2, 3)
message(all_defaulted, 1, 2, 3)
message(keyword)
message(keyword, 1)
message(keyword, 1, a=1)
message(keywords)
message(keywords, b=1)
message(keywords3)
message(mixed)
message(mixed, 1)
message(mixed, 1, 2)
message(mixed, 1, 2, b=3)
message(mixed_default, 1, 2)
message(mixed_default, 1, 2, b=1)
message(variable)
message(variable, 1, 2, b=1)
message(kwonly_default, 1, 2)
message(kwonly_default, 1, 2, k=2)
