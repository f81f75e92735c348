# SPDX-License-Identifier: MIT
import sys
def inner(): raise ValueError("deep")
def middle():
    inner()
def outer():
    middle()
def frames(tb):
    result = []
    while tb is not None:
        result.append((tb.tb_frame.f_code.co_name, tb.tb_lineno)); tb = tb.tb_next
    return result
try:
    outer()
except ValueError as error:
    saved = error
    print(frames(error.__traceback__), error.__traceback__ is sys.exc_info()[2])
try:
    raise saved
except ValueError as error: print(frames(error.__traceback__))
try:
    raise saved.with_traceback(None)
except ValueError as error: print(frames(error.__traceback__))
def rethrow():
    try: inner()
    except ValueError: raise
try: rethrow()
except ValueError as error: print(frames(error.__traceback__))
def rethrow_named():
    try: inner()
    except ValueError as e: raise e
try: rethrow_named()
except ValueError as error: print(frames(error.__traceback__))
def through_finally():
    try: inner()
    finally: 1 + 1
try: through_finally()
except ValueError as error: print(frames(error.__traceback__))
def generator():
    yield 1
    inner()
try: list(generator())
except ValueError as error: print(frames(error.__traceback__))
def recursive(n):
    if n == 0: raise KeyError("bottom")
    recursive(n - 1)
try: recursive(4)
except KeyError as error: print(len(frames(error.__traceback__)), frames(error.__traceback__)[-1])
f = sys._getframe(); print(f.f_code.co_name, f.f_back, f.f_globals is globals(), f.f_lineno)
def caller_name(): return sys._getframe(1).f_code.co_name, sys._getframe().f_back.f_locals.get("local")
def named(): local = 5; return caller_name()
print(named())
try:
    [1 / x for x in (1, 0)]
except ZeroDivisionError as error: print([n for n, _ in frames(error.__traceback__)])
try: (lambda: {}["k"])()
except KeyError as error: print([n for n, _ in frames(error.__traceback__)])
class C:
    def __getattr__(self, name): raise AttributeError(name)
try: C().x
except AttributeError as error: print(frames(error.__traceback__))
try:
    multi = (1 +
             None)
except TypeError as error: print(frames(error.__traceback__))
try:
    print(1,
          undefined_here)
except NameError as error: print(frames(error.__traceback__))
tb = saved.__traceback__
try: tb.tb_next = tb
except ValueError as error: print(error)
print(type(tb).__name__, type(tb.tb_frame).__name__)
