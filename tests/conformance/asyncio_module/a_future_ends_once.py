from _asyncio import Future
from asyncio import CancelledError, InvalidStateError
from contextvars import Context


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
print(f, f._state, f._callbacks, f._result, f._exception, f._log_traceback, f._source_traceback, f._cancel_message, f.get_loop() is loop)
for wrong in (5, int, None, StopIteration, StopIteration()):
    attempt(lambda: f.set_exception(wrong))
attempt(f.result)
attempt(f.exception)
f.add_done_callback("a", context=Context())
f.add_done_callback("b")
f.add_done_callback("a")
print([callback for callback, _ in f._callbacks], f.remove_done_callback("a"), f.remove_done_callback("c"), len(f._callbacks))
f.add_done_callback("d")
f.set_result(9)
print(f, f.result(), f.exception(), f.done(), f.cancelled(), f._callbacks, [(callback, arguments == (f,)) for callback, arguments, _ in loop.ready])
loop.ready.clear()
f.add_done_callback("late", context=None)
print([entry[0] for entry in loop.ready], loop.ready.clear())
for action in (lambda: f.set_result(1), lambda: f.set_exception(ValueError), f.cancel, lambda: f.remove_done_callback("a")):
    attempt(action)

f = Future(loop=loop)
print(f.cancel("why"), f.cancel(), f, f._cancel_message)
for action in (f.result, f.result, f.exception, f._make_cancelled_error, lambda: f.set_result(1)):
    attempt(action)

f = Future(loop=loop)
f.set_exception(KeyError("k"))
print(f, f._log_traceback)
attempt(f.result)
print(f._log_traceback, repr(f.exception()))


def failing():
    raise ZeroDivisionError("z")


def depth(traceback):
    count = 0
    while traceback is not None:
        traceback, count = traceback.tb_next, count + 1
    return count


f = Future(loop=loop)
try:
    failing()
except ZeroDivisionError as error:
    f.set_exception(error)
for _ in range(3):
    try:
        f.result()
    except ZeroDivisionError as error:
        print(depth(error.__traceback__))



class Named(Future):
    lives = True

    def __del__(self):
        if self.lives:
            self.lives = False
            print("dies")
            super().__del__()


# What happens at its death is asked for: when it dies is another question.
for mark in (lambda f: None, lambda f: setattr(f, "_log_traceback", False), lambda f: f.exception()):
    for kind in (Future, Named):
        f = kind(loop=loop)
        f.name = "x"
        f.set_exception(ValueError(f.name))
        mark(f)
        f.__del__()
        f.__del__()
attempt(lambda: setattr(f, "_log_traceback", True))

f = Future.__new__(Future)
names = ("_state", "_asyncio_future_blocking", "_loop", "_callbacks", "_result", "_exception", "_log_traceback", "_source_traceback", "_cancel_message")
for name in names:
    attempt(lambda: getattr(f, name))
for name in ("result", "exception", "cancelled", "done", "get_loop", "cancel", "__iter__", "__repr__"):
    attempt(getattr(f, name))
attempt(lambda: f.set_result(1))
attempt(lambda: f.add_done_callback(print))
print(issubclass(CancelledError, Exception), issubclass(InvalidStateError, Exception))
