import asyncio
from _asyncio import Future


class Loop:
    def __init__(self):
        self.ready = []

    def get_debug(self):
        return False

    def call_soon(self, callback, *arguments, context=None):
        self.ready.append((callback, arguments, context))

    def call_exception_handler(self, report):
        print("handler:", report["message"], sorted(report))

    def run(self):
        while self.ready:
            callback, arguments, context = self.ready.pop(0)
            context.run(callback, *arguments)


def attempt(action):
    try:
        print(action())
    except BaseException as error:
        print(type(error).__name__, error)


loop = Loop()

f = Future(loop=loop)
iterator = iter(f)
print(next(iterator) is f, f._asyncio_future_blocking)
attempt(lambda: next(iterator))
f.set_result((1, 2))
attempt(lambda: iterator.send(None))
attempt(lambda: next(iterator))
for result in (None, 5, (1, 2), ValueError("a result")):
    f = Future(loop=loop)
    f.set_result(result)
    try:
        f.__await__().send("ignored")
    except StopIteration as stop:
        print(repr(stop.value))
f = Future(loop=loop)
f.set_exception(ValueError("v"))
attempt(lambda: next(iter(f)))
f = Future(loop=loop)
f.cancel("c")
attempt(lambda: next(iter(f)))
for arguments in ((ValueError,), (ValueError, 5), (ValueError("z"),), (ValueError("z"), 5), (5,), (), (ValueError, None, 5), (ValueError(1), None, None),
                  (ValueError, (1, 2)), (ValueError, KeyError(3)), (1, 2, 3, 4), (int,)):
    f = Future(loop=loop)
    iterator = iter(f)
    attempt(lambda: iterator.throw(*arguments))
    try:
        print(next(iterator) is f)
    except StopIteration:
        print("ended")
iterator = iter(f)
print(iterator.close(), iter(iterator) is iterator, list(iterator))


async def use(future):
    try:
        return await future
    except ValueError as error:
        return f"caught {error}"


for end in (lambda f: f.set_result(3), lambda f: f.set_exception(ValueError("e")), lambda f: f.set_result(asyncio)):
    f = Future(loop=loop)
    coroutine = use(f)
    print(coroutine.send(None) is f, coroutine.cr_await is not None)
    end(f)
    try:
        coroutine.send(None)
    except StopIteration as stop:
        print(stop.value if stop.value is not asyncio else "the module")
f = Future(loop=loop)
coroutine = use(f)
coroutine.send(None)
try:
    coroutine.throw(ValueError("thrown"))
except StopIteration as stop:
    print(stop.value)
