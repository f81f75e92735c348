# SPDX-License-Identifier: MIT
"""Calls what is native with arguments of some megabytes, when there is no address space left for results of that size.

tests/allocation_failures.py starts it, waits for the line "ready", takes the address space away, and sends a line. Each name
is written before its calls: the last one is the culprit if the process ends. The sum comes at the end. With the argument
"growing" it calls functions inside which something grows that is as large as the program makes it.
"""

import _signal
import _weakref
import abc
import collections
import functools
import io
import operator
import os
import re
import sys
import types

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "hostile"))
from calls import LEFT_OUT

LARGE = 3 << 20
HOLE = 1 << 17
SECONDS = 0.5  # of one call, in which this process runs
ALSO_LEFT_OUT = {"sys": ("setprofile", "settrace")}  # would see the loop below


class Timeout(BaseException):
    pass


def on_alarm(*arguments):
    if calling:
        raise Timeout


def large_values():
    text, data, count = "ab c\n" * (LARGE // 5), b"ab c\n" * (LARGE // 5), LARGE // 8
    return [text, "\u4e00\n" * (LARGE // 4), data, bytearray(data), memoryview(data), [None] * count,
            tuple(range(1000)) * (count // 1000), list(map(str, range(1000))) * (count // 1000), dict.fromkeys(range(count // 4)),
            set(range(count // 4)), frozenset(range(count // 4)), 1 << (8 * LARGE), collections.deque([None] * count),
            io.BytesIO(data), io.StringIO(text)]


def combinations(large):
    """Arguments: a large one, a large one and a small one, two large ones of a kind."""
    for value in large:
        yield (value,)
    for value in large:
        for other in ("a", b"a", 10 ** 8, -1, ("ab",), "utf-16", None):
            yield (value, other)
            yield (other, value)
        yield (value, value)
        yield (value, "a", "abc")
        yield (value, b"a", b"abc")
        yield (value, 10 ** 8, "x")
        yield (value, 10 ** 8, b"x")


def attempts(large):
    """All of them, small ones that ask for much, and last what may take longer than a function has."""
    yield from combinations(large)
    yield from zip(large, large[1:])
    for number in (10 ** 8, 10 ** 10, 10 ** 18):
        yield (number,)
        for other in ("ab", b"ab", bytearray(b"ab"), [1], (1,), number, 3):
            yield (other, number)
    yield (1,) * (LARGE // 8)
    yield ("%0100000000d", 1)
    yield (1, "0100000000d")
    yield from combinations([range(10 ** 8)])


def targets():
    """Names and callables: functions of native modules, types, and what the types have."""
    seen = set()
    for module_name in sys.builtin_module_names:
        try:
            module = __import__(module_name)
        except ImportError:
            continue
        left_out = {*LEFT_OUT.get(module_name, ()), *ALSO_LEFT_OUT.get(module_name, ())}
        for name, value in sorted(vars(module).items()):
            if name in left_out or not callable(value) or id(value) in seen:
                continue
            seen.add(id(value))
            yield f"{module_name}.{name}", value
            if isinstance(value, type) and not issubclass(value, BaseException):
                for attribute, method in sorted(value.__dict__.items()):
                    if callable(method) and attribute not in LEFT_OUT.get(name, ()):
                        yield f"{module_name}.{name}.{attribute}", getattr(value, attribute)


class Base:
    pass


class Other:
    pass


class Plain(Base):
    def method(self, *arguments, **keywords):
        return arguments, keywords


def namespace_of(source):
    namespace = {}
    exec(source, namespace)
    return namespace


def growing():
    """Functions of no arguments that pass many on, or have many of something else."""
    names = {f"name{number}": number for number in range(LARGE // 32)}
    words, many = list(names), (1,) * (LARGE // 8)
    plain, referent, order = Plain(), Plain(), collections.OrderedDict(names)
    kept = [_weakref.ref(referent, id) for _ in words]
    classes = [type("Sub", (Plain,), {}) for _ in range(LARGE // 256)]
    group = BaseExceptionGroup("", [ValueError()] * (LARGE // 8))
    code = compile("def f(): pass\n" + ",".join(words) + " = f", "input", "exec")
    many_locals = types.FunctionType(compile(f"def f():\n {','.join(words)} = names\n return locals()", "input", "exec").co_consts[0],
                                     {"names": words})
    pattern = re.compile("()" * (LARGE // 64))
    members = [code.replace(co_consts=(frozenset(map(str, range(LARGE // 32))),)) for _ in range(2)]
    greedy = namespace_of(f"def by_position({','.join(words)}): pass\ndef by_name(*, {','.join(words)}): pass\n"
                          f"def nameless({','.join(words)}, /): pass")
    abstract, long_name = abc.ABCMeta("Abstract", (), {}), "Name" * (LARGE // 4)
    abstract.__abstractmethods__ = frozenset(words)
    private = type(long_name, (), {"__module__": long_name})

    def divided():
        try:
            raise group
        except* TypeError:
            pass

    yield "keywords", lambda: plain.method(**names)
    yield "arguments and keywords", lambda: plain.method(*many, **names)
    yield "partial", lambda: functools.partial(plain.method, *many)(*many)
    yield "partial with keywords", lambda: functools.partial(plain.method, **names)(**names)
    yield "methodcaller", lambda: operator.methodcaller("method", *many)(plain)
    yield "bound method", lambda: max(many.__getitem__, "abc".join, *many, key=id)
    yield "slots", lambda: type("Slots", (), {"__slots__": words})
    yield "bases above", lambda: setattr(Plain, "__bases__", (Other,))
    yield "getweakrefs", lambda: _weakref.getweakrefs(referent)
    yield "getweakrefcount", lambda: _weakref.getweakrefcount(referent)
    yield "move_to_end", lambda: order.move_to_end(words[-1], last=False)
    yield "except*", divided
    yield "co_names", lambda: code.replace(co_names=tuple(words))
    yield "co_varnames", lambda: code.replace(co_varnames=tuple(words), co_nlocals=len(words))
    yield "locals", many_locals
    yield "constants", lambda: members[0] == members[1]
    yield "missing arguments", lambda: greedy["by_position"]()
    yield "missing keyword-only arguments", lambda: greedy["by_name"]()
    yield "positional-only arguments", lambda: greedy["nameless"](**names)
    yield "abstract methods", abstract
    yield "private names", lambda: type(long_name, (), {"__slots__": ("__name",)})
    yield "repr of an instance", lambda: object.__repr__(private())
    yield "float", lambda: float("1" * LARGE)
    yield "fromhex", lambda: float.fromhex("1" * LARGE)
    yield "groups", lambda: pattern.match("")
    yield "pattern", lambda: re.compile("a" * (LARGE // 8))
    yield "find", lambda: ("\u4e00" * LARGE).find("a" * LARGE)
    yield "count", lambda: ("\U00010000" + "ab" * LARGE).count("ab" * (LARGE // 2))


def call(function, arguments):
    """The name of what it raises; one statement, and `except MemoryError` around it."""
    global calling
    _signal.setitimer(_signal.ITIMER_VIRTUAL, SECONDS)
    try:
        calling = True
        function(*arguments)
    except MemoryError:
        return "MemoryError"
    except (Exception, Timeout) as error:
        return type(error).__name__
    finally:
        calling = False
        _signal.setitimer(_signal.ITIMER_VIRTUAL, 0)
    return "nothing"


def fill_holes(fillers):
    """No block of HOLE bytes is free any more."""
    place = 0
    for size in (HOLE << 5, HOLE << 3, HOLE):
        try:
            while True:
                fillers[place] = bytearray(size)
                place += 1
        except MemoryError:
            pass


def limited():
    """From here on there is no more address space."""
    os.write(1, b"ready\n")
    os.read(0, 1)


def call_natives():
    arguments = list(attempts(large_values()))
    chosen = list(targets())
    fillers = [None] * 10_000
    _signal.signal(_signal.SIGVTALRM, on_alarm)
    limited()
    fill_holes(fillers)
    ended = 0
    for name, function in chosen:
        os.write(1, name.encode() + b"\n")
        outcomes = set()
        for values in arguments:
            try:
                outcomes.add(call(function, values))
            except Timeout:  # the alarm came when the call had just ended
                outcomes.add("Timeout")
            if "Timeout" in outcomes:
                break
        ended += "MemoryError" in outcomes
    return ended


def call_growing():
    chosen = list(growing())
    fillers = [None] * 10_000
    limited()
    fill_holes(fillers)
    ended = 0
    for name, function in chosen:
        os.write(1, name.encode() + b"\n")
        ended += call(function, ()) == "MemoryError"
    return ended


calling = False
os.write(1, b"%d\n" % (call_growing() if "growing" in sys.argv else call_natives()))
os._exit(0)
