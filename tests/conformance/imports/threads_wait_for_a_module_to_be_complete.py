# Two threads import the same module: its code runs once, and both see it complete. A circle between two threads is
# broken where it would be closed.
import _imp
import importlib
import os
import sys
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))


def together(*functions):
    results = [None] * len(functions)
    barrier = threading.Barrier(len(functions))

    def run(place):
        barrier.wait()
        try:
            results[place] = functions[place]()
        except (ImportError, RuntimeError, ValueError) as error:
            results[place] = f"{type(error).__name__}: {error}"

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(functions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def slow():
    import threaded.slow

    return threaded.slow.begun and threaded.slow.complete


def slow_by_name():
    return importlib.import_module("threaded.slow").complete


print(together(slow, slow, slow))
for module in ("threaded.slow", "threaded"):
    del sys.modules[module]
print(together(slow, slow_by_name, slow, slow_by_name))


def circle_a():
    import threaded.circle_a

    return True


def circle_b():
    import threaded.circle_b

    return True


print(together(circle_a, circle_b))
print(sys.modules["threaded.circle_a"].complete, sys.modules["threaded.circle_b"].complete)


def failing():
    import threaded.failing


print("ValueError: half-way" in together(failing, failing), "threaded.failing" in sys.modules)

print(_imp.lock_held(), _imp.acquire_lock(), _imp.acquire_lock(), _imp.lock_held())
print(together(lambda: _imp.lock_held(), lambda: _imp.release_lock()))
print(_imp.release_lock(), _imp.lock_held(), _imp.release_lock(), _imp.lock_held())
try:
    _imp.release_lock()
except RuntimeError as error:
    print(error)

bootstrap = importlib._bootstrap
lock = bootstrap._get_module_lock("some.name")
print(lock is bootstrap._get_module_lock("some.name"), repr(lock).split(" at ")[0], lock.name)
print(lock.acquire(), lock.acquire(), lock.release(), lock.release())
try:
    lock.release()
except RuntimeError as error:
    print(error)
print(bootstrap._DeadlockError.__mro__[1])
