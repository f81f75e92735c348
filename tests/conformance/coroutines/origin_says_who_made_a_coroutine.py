import sys
import threading
import warnings

HERE = (lambda: 0).__code__.co_filename  # not __file__, which may be that of a .pyc


def show(message, category, filename, line, *rest):
    print(category.__name__, str(message).replace(HERE, "FILE"))


warnings.showwarning = show
warnings.simplefilter("always")


async def coroutine():
    pass


def outer():
    return inner()


def inner():
    return coroutine()


# As if it died, whatever the collector does.
def finalize(made):
    made.__del__()
    made.close()


def origin_of(made):
    origin = made.cr_origin
    made.close()
    return origin and [(file == HERE, line, name) for file, line, name in origin]


print(sys.get_coroutine_origin_tracking_depth(), origin_of(outer()))
for depth in (1, 2, 10, 0):
    print(sys.set_coroutine_origin_tracking_depth(depth), sys.get_coroutine_origin_tracking_depth())
    print(origin_of(outer()))
for depth in (-1, "a"):
    try:
        sys.set_coroutine_origin_tracking_depth(depth)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
sys.set_coroutine_origin_tracking_depth(5)
thread = threading.Thread(target=lambda: print("another thread:", sys.get_coroutine_origin_tracking_depth()))
thread.start()
thread.join()

finalize(outer())


def broken(made):
    raise ZeroDivisionError("in the module")


def report(unraisable):
    print("unraisable", type(unraisable.exc_value).__name__, unraisable.exc_value)


sys.unraisablehook = report
original = warnings._warn_unawaited_coroutine
warnings._warn_unawaited_coroutine = broken
finalize(outer())
del warnings._warn_unawaited_coroutine
finalize(outer())
warnings._warn_unawaited_coroutine = original
warnings.simplefilter("error")
finalize(outer())
