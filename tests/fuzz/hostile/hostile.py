# SPDX-License-Identifier: MIT
"""Calls everything there is with hostile arguments, and must survive it: what ./dev fuzz hostile runs in a child.

    minipy hostile.py --seed 1 --calls 2000 [--first K] [--progress FD]     runs calls K … K + 1999 of batch 1
    minipy hostile.py --seed 1 --only K [--trace]                           shows call K, and with --trace what it does

Any Python exception is fine; a crash is not. The number of each call is written to the file descriptor before it runs.
Next: calls.py.
"""

import sys

sys.dont_write_bytecode = True

import _signal
import atexit
import builtins
import copy
import gc
import marshal
import os
import re
import struct
import types

import hostility
from calls import LEFT_OUT, Maker
from chance import Chance
from hostility import H, VICTIMS, State, sub

SECONDS = 0.5  # of one call


class Timeout(BaseException):
    pass


# ---------------------------------------------------------------- what the programs may use


class Plain:
    def __init__(self, a=None):
        self.a = a

    def method(self, *arguments):
        return arguments


class Slotted:
    __slots__ = ("a", "b", "__weakref__")


class Indexed:
    def __init__(self, item):
        self.item = item

    def __getitem__(self, index):
        return [self.item, 1, 2][index]


def bare(kind):
    return kind.__new__(kind)


def cyclic(container):
    container.append(container) if isinstance(container, list) else container.__setitem__("a", container)
    return container


def cyclic_tuple():
    inside = []
    inside.append((inside, 1))
    return inside[0]


def function(item):
    def inner(a=item, *more, b=item, **rest):
        return a
    return inner


def closure(item):
    def inner(*more):
        nonlocal item
        item = more
        return item
    return inner


def generator(*items):
    for item in items:
        try:
            yield item
        except ValueError:
            yield item


def delegating(item):
    return (yield from item)


def started(item):
    try:
        item.send(None)
    except Exception:
        pass
    return item


def finished(item):
    for _ in item:
        pass
    return item


async def coroutine(item):
    return await item


async def agen(item):
    try:
        yield item
        yield await item
    finally:
        await item


async def aiterate(item):
    return [x async for x in item]


async def acontext(item):
    async with item as x:
        return x


def drive(item, sent):
    made = item.__await__() if hasattr(item, "__await__") else item
    return made.send(None), made.send(sent), made.close()


def frame():
    return sys._getframe()


def generator_frame(*items):
    made = generator(*items)
    started(made)
    return made.gi_frame


def traceback():
    try:
        raise ValueError
    except ValueError as error:
        return error.__traceback__


def raised(error):
    try:
        raise error
    except type(error):
        return error


def make_class(base, keyword, item):
    class Made(base, metaclass=type(base), keyword=keyword):
        a = item
    return Made


def keep(item):
    """Makes a result a victim, unless it is something of the fuzzer itself."""
    if item is State.namespace or item is OWN or isinstance(item, types.ModuleType) or (isinstance(item, (str, bytes))
        and item[:1] in ("/", b"/")):
        return
    if len(VICTIMS) < 12:
        VICTIMS.append(item)


def arm(*values):
    VICTIMS[:] = values
    State.deeds, State.depth = hostility.DEEDS, 0


def operate(*operations):
    State.operations = operations
    for operation in operations:
        try:
            keep(operation())
        except Timeout:
            raise
        except BaseException as error:
            hostility.say(f"{operation.__name__}: {type(error).__name__}")
            keep(error)


OWN = globals()


def prelude():
    names = dict(Plain=Plain, Slotted=Slotted, Indexed=Indexed, bare=bare, cyclic=cyclic, cyclic_tuple=cyclic_tuple,
        function=function, closure=closure, generator=generator,
                 delegating=delegating, started=started, finished=finished, coroutine=coroutine, agen=agen,
                 aiterate=aiterate, acontext=acontext, drive=drive, frame=frame,
                 generator_frame=generator_frame, traceback=traceback, raised=raised, types_new_class=make_class,
                 keep=keep, arm=arm, operate=operate, H=H, sub=sub, sys=sys,
                 re_compile=re.compile, struct_unpack=struct.unpack, copy=copy.copy, copy_of=copy.copy,
                 deepcopy=copy.deepcopy, dumps=marshal.dumps, collect=gc.collect,
                 namespace=types.SimpleNamespace, module=types.ModuleType, cell=types.CellType, method=types.MethodType,
                 mappingproxy=types.MappingProxyType)
    for name in ("_io", "_collections", "_functools", "itertools", "_operator", "_weakref", "_contextvars", "_random",
        "_sha512", "_struct", "_pickle", "_thread", "time"):
        module = __import__(name)
        names |= {key: item for key, item in vars(module).items() if key not in LEFT_OUT.get(name, ())
        and not key.startswith("__") and key not in ("open", "copy")}
    from functools import lru_cache
    return names | {"GenericAlias": types.GenericAlias, "lru_cache": lru_cache, "ref": names["ref"],
        "local": names["_local"]}


# ---------------------------------------------------------------- running


def on_alarm(number, frame):
    raise Timeout


def program_of(maker, seed, number):
    return maker.program(Chance(seed * 1_000_003 + number))


def run(source, names):
    """One call; afterwards the state of the interpreter is as before."""
    State.namespace = namespace = names | {"__name__": "hostile", "__builtins__": builtins}
    try:
        code = compile(source, "<call>", "exec")
        exec(code, namespace)
    except Timeout:
        hostility.say("out of time")
    except BaseException as error:
        hostility.say(f"ends with {type(error).__name__}: {error}" if hostility.TRACE else "")
    finally:
        sys.settrace(None)
        sys.setprofile(None)
        State.deeds = 4
        VICTIMS.clear()
        State.operations = ()
        namespace.clear()
        State.deeds = 0


def restore(limit, threshold):
    sys.setrecursionlimit(limit)
    gc.enable()
    gc.set_threshold(*threshold)
    gc.callbacks.clear()
    sys.set_asyncgen_hooks(None, None)
    atexit._clear()


def batch(options):
    maker, names = Maker(), prelude()
    names |= maker.table
    limit, threshold = sys.getrecursionlimit(), gc.get_threshold()
    numbers = [options["only"]] if "only" in options else range(options["first"], options["first"] + options["calls"])
    _signal.signal(_signal.SIGALRM, on_alarm)
    progress, setitimer, ITIMER_REAL, write = options.get("progress"), _signal.setitimer, _signal.ITIMER_REAL, os.write
    for number in numbers:
        source = program_of(maker, options["seed"], number)
        if progress:
            write(progress, b"%d\n" % number)
        elif "show" in options:
            write(1, f"# call {number}\n{source}".encode("utf-8", "backslashreplace"))
        try:
            setitimer(ITIMER_REAL, SECONDS, 0.25)
            run(source, names)
            if number % 16 == 0 or "only" in options:
                gc.collect()
        except Timeout:
            pass
        finally:
            setitimer(ITIMER_REAL, 0)
            restore(limit, threshold)
    if progress:
        write(progress, b"done\n")
    os._exit(0)


def parse(words):
    options = {"seed": 1, "calls": 1000, "first": 0}
    for word in words:
        name, _, number = word.removeprefix("--").partition("=")
        options[name] = int(number or 1)
    if "only" in options:
        options["show"] = 1
    hostility.TRACE = "trace" in options
    return options


if __name__ == "__main__":
    sys.stderr = None  # what nobody can catch is not shown; reports of sanitizers go to the file descriptor
    sys.unraisablehook = lambda *arguments: None
    batch(parse(sys.argv[1:]))
