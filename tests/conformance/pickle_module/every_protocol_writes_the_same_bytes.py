# Every protocol writes the bytes that CPython writes, and reads them back.
import _pickle
import array
import collections
import copyreg
import decimal
import enum
import functools
import hashlib
import io
import itertools
import os
import random
import types


class Plain: pass


class Slotted:
    __slots__ = ("a", "b")


class SlottedToo(Plain):
    __slots__ = ("x",)


class OfList(list): pass
class OfDict(dict): pass
class OfTuple(tuple): pass
class OfInt(int): pass
class OfStr(str): pass


class Colour(enum.Enum):
    red = 1
    green = 2


class Pair(collections.namedtuple("Pair", "a b")): pass


class Outer:
    class Inner:
        def method(self): pass

        class Deep: pass


class WithKeywords:
    def __new__(cls, *arguments, **keywords): return object.__new__(cls)
    def __getnewargs_ex__(self): return (1, 2), {"k": 3}


class WithArguments:
    def __new__(cls, *arguments): return object.__new__(cls)
    def __getnewargs__(self): return (1,)


class WithState:
    def __getstate__(self): return 5
    def __setstate__(self, state): self.state = state


class EmptyState:
    def __getstate__(self): return None


class Answers:
    def __init__(self, answer): self.answer = answer
    def __reduce__(self): return self.answer() if callable(self.answer) else self.answer


class Held:
    def __getattr__(self, name):
        if name.startswith("__"): raise AttributeError(name)
        return 1


def function(): pass


def instance(cls, **attributes):
    made = cls.__new__(cls)
    for name, value in attributes.items(): setattr(made, name, value)
    return made


in_list = []; in_list.append(in_list)
in_short = ([],); in_short[0].append(in_short)
in_long = ([], 1, 2, 3, 4); in_long[0].append(in_long)
in_dict = {}; in_dict[1] = in_dict
in_frozenset = Plain(); in_frozenset.items = frozenset([in_frozenset])
own_dict = Plain(); own_dict.x = own_dict.__dict__
shared = ["a", "b"]

VALUES = dict(
    constants=[None, True, False, ..., NotImplemented],
    ints=[0, 1, -1, 255, 256, 65535, 65536, 2**31 - 1, -2**31, 2**31, -2**31 - 1, 2**63, -2**63, 10**50, -10**50,
          2**2100, -128, -129, -2**39, -2**47, 2**47 - 1, -2**2047],
    floats=[0.0, -0.0, 1.5, 1e300, 1e16, float("inf"), float("-inf"), float("nan"), 1e-320],
    strs=["", "a", "é", "ሴ", "\U0001f600", "a" * 255, "a" * 256, "\\\n\r\0\x1a", "\ud800", "x" * 70000],
    bytes=[b"", b"a", b"\xff" * 255, b"\xff" * 256, b"x" * 70000],
    bytearrays=[bytearray(), bytearray(b"a"), bytearray(b"z" * 70000)],
    tuples=[(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)],
    lists=[[], [1], [1, 2], list(range(1000)), list(range(1001)), list(range(2500))],
    dicts=[{}, {1: 2}, {1: 2, 3: 4}, {i: f"v{i}" for i in range(1000)}, {i: f"w{i}" for i in range(2500)}],
    sets=[set(), {1}, {1, 2}, set(range(1000)), set(range(2500))],
    frozensets=[frozenset(), frozenset([1]), frozenset(range(1500))],
    in_list=in_list, in_short=in_short, in_long=in_long, in_dict=in_dict, in_frozenset=in_frozenset,
    own_dict=own_dict, shared=[shared, shared, ("a",) * 3, shared],
    instance=instance(Plain, x=1, y="z"), instances=[instance(Plain, x=i, y="z") for i in range(300)],
    empty=Plain(), held=Held(), slotted=instance(Slotted, a=1), no_slots=Slotted(),
    slots_and_dict=instance(SlottedToo, x=1, q=2),
    of_list=[OfList(), OfList([1]), OfList([1, 2])], of_dict=[OfDict(), OfDict(a=1), OfDict(a=1, b=2)],
    of_tuple=OfTuple((1, 2)), of_int=OfInt(5), of_str=OfStr("x"), enum=[Colour.red, Colour.green, Colour.red],
    pair=Pair(1, 2), nested=Outer.Inner, deep=Outer.Inner.Deep, bound=Outer.Inner().method, function=function,
    by_name=[int, Plain, type, type(None), type(...), type(NotImplemented), collections.OrderedDict, dict.fromkeys,
             str.join, len, os.path.join, "a".join, [].append, min, "builtins", "int", range, BaseException,
             str.maketrans, io.BytesIO],
    with_keywords=WithKeywords(), with_arguments=WithArguments(), with_state=WithState(), empty_state=EmptyState(),
    ordered=collections.OrderedDict(a=1, b=2), default=collections.defaultdict(list, a=[1]),
    counter=collections.Counter("aab"), deque=collections.deque([1, 2], 5), decimal=decimal.Decimal("1.5"),
    partial=functools.partial(int, base=2), count=itertools.count(3), range=range(5), slice=slice(1, 2),
    complex=1 + 2j, array=array.array("i", [1, 2]), exception=ValueError("a", 1), os_error=OSError(2, "a", "b"), import_error=ImportError("m", name="n", path="p"),
    namespace=types.SimpleNamespace(a=1), alias=list[int], union=int | str, stream=io.BytesIO(b"x"),
    random=random.Random(5).getstate(), texts=[f"t{i}" for i in range(20000)], bare=object(),
    reduced=Answers(lambda: (list, (), None, iter([1, 2]), None)),
    setter=Answers((Plain, (), {"a": 1}, None, None, setattr)),
    pairs=Answers(lambda: (dict, (), None, None, iter([(1, 2)]))),
    many_pairs=Answers(lambda: (dict, (), None, None, iter([(i, 2) for i in range(1001)]))),
    many=Answers(lambda: (list, (), None, iter(range(2001)))),
    a_batch=Answers(lambda: (list, (), None, iter(range(1000)))), no_items=Answers(lambda: (list, (), None, iter([]))),
    by_string=Answers("function"),
    function_in_function=lambda: 0, generator=(x for x in []), module=os, proxy=types.MappingProxyType({}))


def shown(data): return repr(data) if len(data) < 400 else f"{len(data)} bytes {hashlib.sha256(data).hexdigest()}"


def tell(what, action):
    try: print(what, action())
    except Exception as error: print(what, type(error).__name__, str(error).split(" at 0x")[0])


def there_and_back(value, protocol):
    data = _pickle.dumps(value, protocol)
    loaded = _pickle.loads(data)
    again = _pickle.dumps(loaded, protocol)
    return type(loaded).__name__, again == data


for name, value in VALUES.items():
    for protocol in range(6):
        tell((name, protocol), lambda: shown(_pickle.dumps(value, protocol)))
        if not isinstance(value, Answers): tell((name, protocol), lambda: there_and_back(value, protocol))


class Writes:
    def __init__(self): self.seen = []
    def write(self, data): self.seen.append((type(data).__name__, len(data)))


for protocol in range(6):
    writes = Writes()
    _pickle.dump([list(range(30000)), b"x" * 100000, "y" * 100000, bytearray(70000)], writes, protocol)
    print(protocol, writes.seen)
    file = io.BytesIO()
    pickler = _pickle.Pickler(file, protocol)
    pickler.dump([1, shared]); pickler.dump(shared); pickler.clear_memo(); pickler.dump(shared)
    print(protocol, file.getvalue())
    file.seek(0)
    unpickler = _pickle.Unpickler(file)
    print(unpickler.load(), unpickler.load(), unpickler.load(), file.tell())

copyreg.add_extension("__main__", "Plain", 5)
copyreg.add_extension("__main__", "Pair", 500)
copyreg.add_extension("__main__", "OfList", 70000)
for protocol in range(6):
    data = _pickle.dumps([Plain, Pair, OfList, Plain], protocol)
    print(protocol, data, _pickle.loads(data))
