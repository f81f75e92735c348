# SPDX-License-Identifier: MIT
log = []

def mark(name):
    log.append(f"make {name}")
    def apply(function):
        log.append(f"apply {name} to {function.__name__}")
        return function
    return apply

@mark("outer")
@mark("inner")
def f():
    pass

print(log)

def count_calls(function):
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return function(*args, **kwargs)
    wrapper.calls = 0
    wrapper.__name__ = function.__name__
    wrapper.__wrapped__ = function
    return wrapper

@count_calls
def add(a, b):
    """adds"""
    return a + b

print(add(1, 2), add(b=3, a=4), add.calls, add.__name__, add.__wrapped__.__doc__)

@lambda f: f()
def value():
    return "replaced by its result"

print(value)

def memoize(f):
    cache = {}
    def wrapped(n):
        if n not in cache:
            cache[n] = f(n)
        return cache[n]
    return wrapped

@memoize
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

print(fib(90))
decorators = [mark("list"), count_calls]

@decorators[1]
@(lambda f: decorators[0](f))
def g(): return 1

print(g(), log[-1])

@(saved := count_calls)
def h(): return 2
print(h(), saved is count_calls)
try:
    @5
    def broken(): pass
except TypeError as error:
    print(error, "broken" in globals())
