# SPDX-License-Identifier: MIT
# `@decorate` above `def f` means `f = decorate(f)`: a decorator takes a function and returns what the name shall mean.


def count_calls(function):
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return function(*args, **kwargs)

    wrapper.calls = 0           # functions have attributes
    wrapper.__name__ = function.__name__
    return wrapper


def remember(function):
    cache = {}

    def wrapper(n):
        if n not in cache:
            cache[n] = function(n)
        return cache[n]

    return wrapper


def repeat(times):              # a decorator with arguments is a function that returns a decorator
    def decorate(function):
        def wrapper(*args):
            return [function(*args) for _ in range(times)]
        return wrapper
    return decorate


@remember                       # applied second
@count_calls                    # applied first
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


@repeat(times=3)
def hello(name):
    return f"hello {name}"


print(fibonacci(50))
print(hello("you"))


@lambda cls: cls()              # any expression, and classes too
class only_instance:
    value = 42


print(only_instance.value)
