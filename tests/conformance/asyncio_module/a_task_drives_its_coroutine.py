import asyncio
import gc
import types
import warnings
from _asyncio import Future, Task
from contextvars import ContextVar

warnings.simplefilter("ignore")


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

variable = ContextVar("variable", default=0)


async def simple(value):
    return value


async def waits(future):
    return await future


t = Task(simple(4), loop=loop, name="n")
print(t, t.get_name(), t._must_cancel, t._fut_waiter, t.cancelling(), t.uncancel(), t in asyncio.all_tasks(loop), len(loop.ready))
step = loop.ready[0][0]
print(type(step).__name__, step.__self__ is t)
attempt(lambda: step(1))
attempt(lambda: step(x=1))
loop.run()
print(t.result(), t.done(), t in asyncio.all_tasks(loop))
attempt(lambda: t.set_result(1))
attempt(lambda: t.set_exception(1))
attempt(lambda: Task(5, loop=loop))

f = Future(loop=loop)
t = Task(waits(f), loop=loop, name=5)
loop.run()
print(repr(t.get_name()), t._fut_waiter is f, f._asyncio_future_blocking, f)
f.set_result(3)
print(len(loop.ready), t.done())
loop.run()
print(t.result(), t._fut_waiter)


@types.coroutine
def bare(value):
    return (yield value)


async def yields(value):
    return await bare(value)


for value in (None, 5, (i for i in ()), Future(loop=Loop()), Future(loop=loop)):
    t = Task(yields(value), loop=loop, name="y")
    loop.run()
    print(str(t.exception()).split(" at 0x")[0])


async def waits_for_itself():
    await t


t = Task(waits_for_itself(), loop=loop, name="self")
loop.run()
print(str(t.exception()).split(" coro=")[0])


async def fails(error):
    raise error


for error in (KeyboardInterrupt(5), SystemExit(6), ValueError(7), asyncio.CancelledError("own"), StopIteration(8)):
    t = Task(fails(error), loop=loop, name="f")
    attempt(loop.run)
    print(t._state)
    attempt(t.exception)
    attempt(t.exception)


async def sets(value):
    before = variable.get()
    variable.set(value)
    await bare(None)
    return before, variable.get()


variable.set(1)
tasks = [Task(sets(value), loop=loop) for value in (10, 20)]
variable.set(2)
loop.run()
print([task.result() for task in tasks], variable.get())


class Duck:
    """What is a future by the looks of it."""

    _asyncio_future_blocking = False

    def get_loop(self):
        return loop

    def add_done_callback(self, callback, *, context):
        self.callback = callback

    def __await__(self):
        self._asyncio_future_blocking = True
        yield self
        return "duck"

    def result(self):
        print("asked for the result")


duck = Duck()
t = Task(waits(duck), loop=loop)
loop.run()
print(duck._asyncio_future_blocking, t._fut_waiter is duck)
duck.callback(duck)
print(t.result())


async def forgotten():
    await Future(loop=loop)


t = Task(forgotten(), loop=loop, name="forgotten")
loop.run()
del t
gc.collect()
t = Task(forgotten(), loop=loop, name="forgotten quietly")
loop.run()
t._log_destroy_pending = False
del t
gc.collect()
