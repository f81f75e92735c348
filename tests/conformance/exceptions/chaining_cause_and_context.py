# SPDX-License-Identifier: MIT
def chain(error):
    parts = []
    while error is not None:
        parts.append(f"{type(error).__name__}({error})")
        if error.__cause__ is not None: parts.append("<-cause-"); error = error.__cause__
        elif error.__context__ is not None and not error.__suppress_context__: parts.append("<-context-"); error = error.__context__
        else: error = None
    return " ".join(parts)
def catch(f):
    try: f()
    except Exception as error: return chain(error)
def implicit():
    try: 1 / 0
    except ZeroDivisionError: raise ValueError("second")
def explicit():
    try: {}["k"]
    except KeyError as error: raise ValueError("wrapped") from error
def suppressed():
    try: {}["k"]
    except KeyError: raise ValueError("clean") from None
def in_finally():
    try: raise ValueError("body")
    finally: raise TypeError("finally")
def three():
    try:
        try: raise KeyError("one")
        except KeyError: raise IndexError("two")
    except IndexError: raise LookupError("three")
def bare_reraise():
    try: raise KeyError("k")
    except KeyError:
        try: raise ValueError("v")
        except ValueError: pass
        raise
def handled_inside():
    try: raise KeyError("k")
    except KeyError: helper()
def helper(): raise RuntimeError("from helper")
def from_class():
    raise ValueError("v") from KeyError
def self_cause():
    e = ValueError("self")
    try: raise e
    except ValueError as x: raise x
def cycle():
    a, b = ValueError("a"), KeyError("b")
    try:
        try: raise a
        except ValueError: raise b
    except KeyError: raise a
def generator_context():
    def g():
        try: raise KeyError("in gen")
        except KeyError: yield 1
        raise ValueError("later")
    list(g())
def across():
    def g(): yield; raise ValueError("gen")
    it = g(); next(it)
    try: raise KeyError("outer")
    except KeyError: next(it)
for f in (implicit, explicit, suppressed, in_finally, three, bare_reraise, handled_inside, from_class, self_cause, cycle, generator_context, across): print(f.__name__, catch(f))
try: raise ValueError("v") from None
except ValueError as error: print(error.__suppress_context__, error.__cause__, error.__context__)
e = ValueError(); e.__cause__ = KeyError("set"); print(e.__suppress_context__, repr(e.__cause__)); e.__cause__ = None; e.__context__ = KeyError(); print(repr(e.__context__), e.__suppress_context__)
for attribute in ("__cause__", "__context__", "__traceback__"):
    try: setattr(e, attribute, 5)
    except TypeError as error: print(error)
    try: delattr(e, attribute)
    except TypeError as error: print(error)
import sys
print(sys.exc_info())
try: 1 / 0
except ZeroDivisionError as error:
    print(sys.exc_info()[0].__name__, sys.exc_info()[1] is error, sys.exc_info()[2] is error.__traceback__, sys.exception() is error)
    try: raise KeyError
    except KeyError: print(sys.exc_info()[0].__name__)
    print(sys.exc_info()[0].__name__)
print(sys.exc_info(), sys.exception())
def inside_handler(): return sys.exc_info()[0]
try: raise ValueError
except ValueError: print(inside_handler().__name__)
