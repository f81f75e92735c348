from asyncio import CancelledError
from _asyncio import Future, Task


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


async def waits(future):
    return await future


async def ignores(future, other):
    try:
        await future
    except CancelledError as error:
        print("ignored", error)
    return await other


async def cleans_up(future):
    try:
        await future
    finally:
        print("cleaned up")


# Before its first step; while it waits; right before its end.
t = Task(waits(Future(loop=loop)), loop=loop, name="early")
print(t.cancel("before"), t._must_cancel, t.cancelling(), t._cancel_message)
loop.run()
print(t.cancelled(), t.cancel(), t.cancelling())
attempt(t.result)
attempt(t.result)

f = Future(loop=loop)
t = Task(cleans_up(f), loop=loop, name="waiting")
loop.run()
print(t.cancel("while"), f, t._must_cancel)
loop.run()
print(t.cancelled(), t._cancel_message)
attempt(t.exception)

f = Future(loop=loop)
t = Task(waits(f), loop=loop, name="late")
loop.run()
f.set_result(1)
print(t.cancel("late"), t._must_cancel)
loop.run()
attempt(t.result)

f, other = Future(loop=loop), Future(loop=loop)
t = Task(ignores(f, other), loop=loop, name="ignores")
loop.run()
print(t.cancel(), t.cancel("again"), t.cancelling())
loop.run()
print(t.done(), t.cancelling(), t.uncancel(), t.uncancel(), t.uncancel())
other.set_result("went on")
loop.run()
print(t.result())


async def cancels_itself():
    t.cancel("itself")
    return "lost"


t = Task(cancels_itself(), loop=loop, name="itself")
loop.run()
attempt(t.result)

inner = Task(waits(Future(loop=loop)), loop=loop, name="inner")
outer = Task(waits(inner), loop=loop, name="outer")
loop.run()
print(outer.cancel("through"), inner._must_cancel, outer._must_cancel, inner.cancelling())
loop.run()
print(inner.cancelled(), outer.cancelled())
attempt(outer.result)


class Talks(Future):
    def cancel(self, *arguments, **keywords):
        print("cancel", arguments, keywords)
        return super().cancel(*arguments, **keywords)

    def add_done_callback(self, *arguments, **keywords):
        print("add", len(arguments), list(keywords))
        return super().add_done_callback(*arguments, **keywords)

    def result(self):
        print("result")
        return super().result()


f = Talks(loop=loop)
t = Task(waits(f), loop=loop, name="talks")
loop.run()
t.cancel("m")
loop.run()
print(t.cancelled())
