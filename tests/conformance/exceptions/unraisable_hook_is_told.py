import gc
import sys
import weakref


class Raises:
    def __del__(self):
        raise ValueError("in del")


told = []


def hook(arguments):
    told.append((type(arguments).__name__, len(arguments), arguments.exc_type.__name__, str(arguments.exc_value),
                 arguments.exc_traceback.tb_lineno > 0, arguments.err_msg, getattr(arguments.object, "__name__", "?")))


sys.unraisablehook = hook
Raises()
thing = type("Thing", (), {})()
reference = weakref.ref(thing, lambda dead: 1 / 0)
del thing
gc.callbacks.append(len)
gc.collect(0)
gc.callbacks.clear()
for line in told:
    print(line)


def generator():
    try:
        yield
    finally:
        raise KeyError("in generator")


told.clear()
suspended = generator()
next(suspended)
del suspended
print(told)
arguments_type = None


def keep_type(arguments):
    global arguments_type
    arguments_type = type(arguments)


sys.unraisablehook = keep_type
Raises()
print(arguments_type.__module__, arguments_type.__name__, arguments_type.n_fields)
try:
    sys.__unraisablehook__(1)
except TypeError as error:
    print(error)
