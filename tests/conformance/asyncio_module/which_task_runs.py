import _asyncio
from _asyncio import _enter_task, _leave_task, _register_task, _unregister_task


def attempt(action):
    try:
        print(action())
    except (RuntimeError, TypeError) as error:
        print(type(error).__name__, error)


for action in (lambda: _enter_task("loop", 5), lambda: _enter_task("loop", 6), lambda: _leave_task("loop", 6), lambda: _asyncio._current_tasks,
               lambda: _leave_task("loop", 5), lambda: _leave_task("loop", 5), lambda: _leave_task("loop", None), lambda: _enter_task("loop"),
               lambda: _enter_task(task=1, loop=2), lambda: _leave_task(task=1, loop=2), lambda: _enter_task([], 1), lambda: _leave_task([], 1),
               lambda: _register_task(5), lambda: _unregister_task(5), lambda: _unregister_task(print), lambda: _register_task(print),
               lambda: list(_asyncio._all_tasks), lambda: _unregister_task(task=print), lambda: list(_asyncio._all_tasks)):
    attempt(action)
print(_asyncio._get_running_loop())
attempt(_asyncio.get_running_loop)
_asyncio._set_running_loop("mine")
print(_asyncio._get_running_loop(), _asyncio.get_running_loop(), _asyncio.get_event_loop(), _asyncio._get_event_loop())
_asyncio._set_running_loop(None)
attempt(_asyncio.get_running_loop)
attempt(_asyncio._set_running_loop)
