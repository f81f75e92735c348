# SPDX-License-Identifier: MIT
import warnings

warnings.simplefilter("ignore")


def generator():
    yield 1


async def coroutine():
    pass


async def async_generator():
    yield 1


def attempt(title, action):
    try:
        print(title, action())
    except BaseException as error:
        print(title, repr(error), repr(error.__cause__))


for made in generator(), coroutine():
    attempt("throw", lambda: made.throw(StopIteration(4)))
for stop in StopIteration, StopAsyncIteration:
    attempt("asend", lambda: async_generator().asend(None).throw(stop))
    attempt("athrow", lambda: async_generator().athrow(stop).throw(stop))
    attempt("aclose", lambda: async_generator().aclose().throw(stop))
    attempt("send", lambda: async_generator().athrow(stop).send(None))
