# SPDX-License-Identifier: MIT
"""Objects that do harm while someone looks at them: each special method may clear, close, resize, re-initialise or
replace what the running call works on, call it again, raise, collect, and then answers, now and then with a wrong type.

VICTIMS holds the values of the call that runs; `arm` says that it runs. What a hostile object does follows from its own
number, so that a call does the same whenever it is replayed. TRACE shows each deed.
Next: calls.py.
"""

import gc
import os

from chance import Chance

DEEDS = 24  # deeds of one call
DEPTH = 3  # of a call inside itself

VICTIMS = []
TRACE = False


class State:
    deeds = depth = 0
    operations = ()
    namespace = {}


ANSWERS = {}
for names, answers in {
    "index int len length_hint hash": (0, 1, 2, 3, 5, 1, 2, 0, 2**31, 2**63 - 1, 100),
    "int_again trunc floor ceil round": (0, 1, -1, 2**70),
        "bool contains eq ne lt le gt ge instancecheck subclasscheck": (True, False, True, False, NotImplemented, 0),
    "float": (0.0, 1.5, float("nan"), float("inf"), -1e300), "complex": (1j, 0j), "str repr format": ("", "x",
        "x" * 100, "\u20ac", "\ud800"), "bytes": (b"", b"abc"), "fspath": ("scratch", b"scratch"),
    "readable writable seekable closed isatty": (True, True, True, False), "read read1 readline readall": (b"a\n", b"",
        b"abcdefgh" * 4, "a\nb", None), "readinto write seek tell truncate fileno": (0, 1, 2, 4, 100, -1, None, 2**40),
    "keys": (["a", "b"], [], [1]), "mro_entries": ((), (list,), (int, str)), "dir": (["a"], []), "class_getitem": (None,
        ), "exit": (True, False), "setstate": (None,), "reduce reduce_ex": ("x", (list, ([1],)), (list, (), None,
        iter([1])), (list, (), {"a": 1})),
    "getstate": ({}, None, (None, {"a": 1})), "getnewargs": ((), (1,)), "getnewargs_ex": (((), {}), ((1,), {"a": 1})),
        "sizeof": (1, 2**63),
}.items():
    for name in names.split():
        ANSWERS[name] = answers
WRONG = (None, 0, -1, "x", b"x", 2**100, 1.5, [], (), {}, NotImplemented, int, object())

PLAIN = {"read", "read1", "readline", "readall", "readinto", "write", "seek", "tell", "truncate", "fileno", "readable",
    "writable", "seekable", "closed", "isatty", "flush", "close", "keys", "mro",
         "decode", "encode", "reset", "send", "throw"}  # names that stand as they are
KINDS = {
    "index": "index", "number": "index int float complex bool trunc round add radd sub rsub mul rmul mod rmod pow rpow lshift and or xor iadd imul neg abs divmod truediv floordiv matmul",
    "order": "lt gt le ge eq hash", "key": "eq hash", "sequence": "len getitem contains iter",
        "iterator": "iter next length_hint", "iterable": "iter length_hint",
        "mapping": "keys getitem len iter contains setitem delitem",
    "callable": "call", "descriptor": "get set delete set_name", "text": "str repr format",
        "attributes": "getattr setattr delattr dir", "context": "enter exit",
        "awaitable": "await aiter anext aenter aexit",
    "path": "fspath", "copy": "reduce reduce_ex getstate setstate getnewargs getnewargs_ex copy deepcopy sizeof",
        "finalizer": "del", "type": "instancecheck subclasscheck mro_entries class_getitem init_subclass call prepare mro",
    "file": "read read1 readline readall readinto write seek tell truncate fileno readable writable seekable closed isatty flush close decode encode reset",
    "bytes": "bytes", "truth": "bool len",
        "everything": "index int float bool lt gt eq hash len getitem setitem delitem contains iter next call get set str repr format enter exit add radd iadd reduce del fspath keys getattr",
    "": "",
}


def special(name):
    """The method of this name: does harm, then answers."""
    def method(self, *arguments, **keywords):
        chance = type.__getattribute__(type(self), "chance_of_class")
        if State.deeds > 0:
            do_harm(chance, self, name)
        return answer(chance, self, name, arguments)

    return method


def answer(chance, self, name, arguments):
    if chance.one_in(14):
        return chance.choose(WRONG)
    if name == "hash":
        return 1 + chance.below(2) * 7
    if name in ANSWERS:
        return chance.choose(ANSWERS[name])
    if name in ("iter", "aiter", "await", "enter", "aenter", "copy", "iadd", "get", "getattr"):
        return chance.choose((self, iter([1, self, 2]), iter(()), iter(VICTIMS[:4])))
    if name in ("next", "anext", "getitem"):
        if chance.one_in(4):
            raise IndexError if name == "getitem" else StopIteration
        return chance.choose((1, self, "k", (1, 2), (self, self), [1]))
    if name == "mro":
        return type.mro(self) if chance.one_in(2) else [self, object]
    if name == "init_subclass" or name == "del":
        return None
    return arguments[0] if arguments and chance.one_in(3) else chance.choose((self, 1, None, "x", NotImplemented))


def say(text):
    if TRACE:
        os.write(2, f"        {text}\n".encode("utf-8", "backslashreplace"))


def do_harm(chance, self, name):
    State.deeds -= 1
    deed = chance.below(20)
    if deed < 4:
        return say(f"{name}: looks only")
    if deed < 11 and VICTIMS:
        return mutate(chance, chance.choose(VICTIMS), name)
    if deed < 13 and State.depth < DEPTH and State.operations:
        State.depth += 1
        try:
            say(f"{name}: calls it again")
            return chance.choose(State.operations)()
        finally:
            State.depth -= 1
    if deed == 13:
        say(f"{name}: collects")
        return gc.collect()
    if deed == 14:
        say(f"{name}: forgets all values")
        VICTIMS.clear()
        for key in [key for key in State.namespace if key[0] == "v"]:
            State.namespace[key] = None
        return None
    if deed == 15:
        say(f"{name}: raises")
        raise chance.choose((ValueError, TypeError, StopIteration, IndexError, KeyError, AttributeError, OverflowError,
        RecursionError, MemoryError, KeyboardInterrupt, GeneratorExit, LookupError, OSError))
    if deed == 16:
        return mutate(chance, self, name)
    if deed == 17:
        return mutate(chance, type(self), name)
    for victim in VICTIMS[:3]:
        mutate(chance, victim, name)


FIELDS = ("__class__", "__dict__", "args", "__cause__", "__context__", "__traceback__", "__code__", "__defaults__",
    "__kwdefaults__", "__bases__", "__name__", "__qualname__", "__doc__", "__wrapped__",
          "__annotations__", "f_lineno", "f_trace", "__notes__", "default_factory", "object", "start", "end", "reason",
          "cell_contents", "tb_next", "text", "msg", "filename", "errno", "value", "__eq__", "__hash__", "__del__",
          "__self__", "__call__",
          "__slots__", "__getattr__", "__getattribute__", "__init__", "__new__", "__isabstractmethod__",
          "__suppress_context__", "__module__", "__abstractmethods__", "a")
METHODS = ("clear", "pop", "append", "extend", "close", "release", "detach", "__init__", "__init__", "update",
    "popitem", "remove", "add", "discard", "insert", "sort", "reverse", "__setstate__", "__next__", "send", "throw",
           "cache_clear", "read", "write", "seek", "truncate", "flush", "readinto", "rotate", "move_to_end",
           "setdefault", "__delitem__", "__setitem__", "__imul__", "__iadd__", "intersection_update",
           "difference_update", "symmetric_difference_update",
           "popleft", "appendleft", "extendleft", "__exit__", "reconfigure", "readline", "getvalue", "getbuffer",
           "with_traceback", "add_note", "__reduce__", "__del__", "seed", "setstate", "set", "run", "reset", "f_clear",
           "aclose", "athrow", "derive", "split")
SMALL = (None, 0, 1, 2, -1, "a", b"abc", (), [], {}, [1, 2, 3], list(range(20)), {1: 2}, (1, 2), ValueError,
    ValueError(1), int, len, lambda *a, **k: None)


def small(chance):
    if VICTIMS and chance.one_in(2):
        return chance.choose(VICTIMS)
    item = chance.choose(SMALL)
    return item.copy() if type(item) in (list, dict) else item


def mutate(chance, victim, by):
    """One change to an object, by what its type has: a method that changes, a field, an item."""
    kind = type(victim)
    try:
        if kind is list:
            return change_list(chance, victim, by)
        if chance.one_in(3):
            name = chance.choose(FIELDS)
            if hasattr(kind, name) or chance.one_in(4):
                say(f"{by}: changes {name} of a {kind.__name__}")
                return delattr(victim, name) if chance.one_in(4) else setattr(victim, name, small(chance))
        names = [name for name in METHODS if hasattr(kind, name)]
        name = chance.choose(names) if names and not chance.one_in(8) else chance.choose(dir(kind))
        if name in LEFT_OUT_OF_DEEDS:
            return None
        say(f"{by}: calls {name} of a {kind.__name__}")
        method = getattr(victim, name)
        return method(*[small(chance) for _ in range(chance.choose((0, 0, 1, 1, 2, 3)))])
    except Exception as error:
        return say(f"    {type(error).__name__}")


LEFT_OUT_OF_DEEDS = {"acquire", "__enter__", "acquire_lock", "f_globals", "f_builtins", "f_back", "fork"}


def change_list(chance, victim, by):
    way = chance.below(6)
    say(f"{by}: changes a list, way {way}")
    if way < 2:
        victim.clear()
    elif way == 2:
        del victim[1:]
    elif way == 3:
        victim.append(small(chance))
    elif way == 4:
        victim[:] = [small(chance)] * 50
    else:
        victim.sort(key=id)


def members(chance, kinds):
    names = set()
    for kind in kinds.split():
        names.update(KINDS[kind].split())
    if chance.one_in(8):
        names.add("del")
    return {name if name in PLAIN else f"__{name}__": special(name)
        for name in sorted(names)} | {"chance_of_class": chance}


def H(kind, number):
    """A hostile object of one kind."""
    return type("H", (), members(Chance(number), kind))()


def sub(base, kind, number):
    """A subclass with some hostile methods."""
    chance = Chance(number)
    body = members(chance, kind)
    kept = {name: item for name, item in body.items() if chance.one_in(3) or name == "chance_of_class" or len(body) < 4}
    return type(base)(f"Sub{base.__name__}", (base,), kept)
