# f.__code__ = … while f runs, is suspended, or has its arguments bound: what began goes on with the old code.
import gc
import sys


def replacement(*arguments, **keywords):
    return "new"


def make():
    scope = {}
    exec('''
def f(g):
    f.__code__ = g
    x = [object() for n in range(100)]
    try:
        raise ValueError("a", "b")
    except ValueError as error:
        return ("old", 2, 3), error.args, len(x), error.__traceback__
def generate(g):
    yield "one", 1.5
    generate.__code__ = g
    yield "two", 2.5
    return "three", 3.5
''', scope)
    return scope["f"], scope["generate"]


f, generate = make()
gc.collect()
*values, traceback = f(replacement.__code__)
print(values, f(1), traceback.tb_frame.f_code.co_name, traceback.tb_frame.f_lineno)
frame = traceback.tb_frame
del traceback
print(sorted(frame.f_locals), frame.f_code.co_varnames)

_, generate = make()


def plain_generator(g):
    yield "new"


running = generate(plain_generator.__code__)
print(next(running), next(running), list(generate(0)))
try:
    next(running)
except StopIteration as stop:
    print(stop.value)


class Replaces(str):
    """A keyword whose hash gives the called function other code."""

    def __hash__(self):
        global hashed
        hashed += 1
        if hashed == at:
            target.__code__ = replacement_of_target.__code__
        return str.__hash__(self)


def target(a=1, b=2, *, c=3, d=4, **rest):
    local = [a, b, c, d]
    return local, rest


def replacement_of_target():
    return "short"


original = target.__code__
for at in range(1, 6):
    hashed = 0
    target.__code__ = original
    try:
        print(at, target(**{Replaces("z"): 1}))
    except TypeError as error:
        print(at, error)
