# SPDX-License-Identifier: MIT
def nothing(): pass
def bare(): return
def none(): return None
def tuple_result(): return 1, 2
def starred(x): return *x, 0
def one(): return 1,
def conditional(x):
    if x > 0:
        return "positive"
    elif x < 0:
        return "negative"
def from_loop(items):
    for i, item in enumerate(items):
        if item is None:
            return i
    else:
        return -1
def from_while():
    n = 0
    while True:
        n += 1
        if n == 7:
            return n
def after_return():
    return 1
    print("never")
def unreachable():
    while False:
        return 1
    if 0:
        return 2
    return 3
print(nothing(), bare(), none(), tuple_result(), starred([5, 6]), one())
print(conditional(1), conditional(-1), conditional(0))
print(from_loop([1, None]), from_loop([]), from_while(), after_return(), unreachable())
def multiple():
    "docstring only"
print(multiple(), multiple.__doc__)
def ellipsis(): ...
print(ellipsis())
def nested():
    def inner(): return "inner"
    return inner
print(nested()())
def both(flag): return "yes" if flag else ("no", flag)
print(both(1), both(0))
