# What is no pickle, or asks for what is not there, is an error with CPython's words; a damaged pickle never more than
# an exception.
import _pickle
import collections
import copyreg
import io
import random


def tell(what, action):
    what = str(what).split(" at 0x")[0]
    try: print(what, repr(action()))
    except Exception as error: print(what, type(error).__name__, str(error).split(" at 0x")[0])


PROGRAMS = [
    b"", b".", b"\x00", b"K", b"I", b"I1", b"Iabc\n.", b"L", b"L1\n.", b"Labc\n.", b"I01\n.", b"I00\n.", b"I010\n.",
    b"F1.5\n.", b"Fabc\n.", b"F1.5abc\n.", b"F1e999\n.", b"Finf\n.", b"\n", b"Sabc\n.", b"S\"a\n.", b"S'abc'\n.",
    b"S''\n.", b"S'\n.", b"Va\\u1234\n.", b"V\\u12\n.", b"h\x01.", b"g1\n.", b"ga\n.", b"p-1\n.", b"Np-1\n.",
    b"Npa\n.", b"Np\n.", b"q\x01", b"(", b"t.", b"0.", b"1.", b"2.", b"(2.", b"a.", b"NNa.", b"(e.", b"N(e.", b"s.",
    b"Ns.", b"N(Ns.", b"}(Nu.", b"N(NNu.", b"](NNu.", b"cfoo\nbar\n.", b"cos\n\n.", b"c\n\n.", b"cnopemod\nx\n.",
    b"ios\nx\n.", b"(NNo.", b"(o.", b"N)R.", b"NNR.", b"N)\x81.", b"cbuiltins\nint\nN\x81.",
    b"cbuiltins\nint\n)N\x92.", b"\x80\x06.", b"\x80", b"\x80\x05.", b"\x95", b"\x95\x10\0\0\0\0\0\0\0N.",
    b"\x95\xff\xff\xff\xff\xff\xff\xff\xffN.", b"Q.", b"NQ.", b"P\n.", b"Pabc\n.", b"X\xff\xff\xff\xffa.",
    b"X\x04\0\0\0abc", b"X\x02\0\0\0\xff\xff.", b"\x8d\xff\xff\xff\xff\xff\xff\xff\xff.",
    b"\x8e\xff\xff\xff\xff\xff\xff\xff\xff.", b"B\xff\xff\xff\xff.", b"T\xff\xff\xff\xff.", b"U\x05abc",
    b"\x8b\xff\xff\xff\xff.", b"\x8a\x03\x01.", b"\x8a\0.", b"\x82\x01.", b"\x83\0\0.", b"\x84\xff\xff\xff\xff.",
    b"\x96\xff\xff\xff\xff\xff\xff\xff\xff.", b"\x97.", b"\x98.", b"N\x98.", b"\x93.", b"NN\x93.", b"N\x93.",
    b"X\x02\0\0\0osN\x93.", b"\x90.", b"N\x90.", b"N(\x90.", b"N(N\x90.", b"\x8f(]\x90.", b"(]\x91.", b"\x91.", b"Nb.",
    b"NNb.", b"N(NNtb.", b"N(N}tb.", b"NK\x01b.", b"]}K\x01K\x02sb.", b"]NX\x01\0\0\0as.", b"\x94.", b"\x85.",
    b"N\x86.", b"NN\x87.", b"(NN", b"(N0.", b"N0.", b"((2", b"r", b"r\0\0\0\0.", b"j\xff\xff\xff\xff.", b"\xff",
    b"c\xe9\nx\n.", b"d.", b"l.", b"(NNN\x91.", b"(Nd.", b"(NNd.", b"N(N.", b"G\0\0", b"J\0\0", b"M\0", b"N\x88R.",
    b"\x8c\x05ab", b"I2 3\n.", b"L0x10L\n.", b"L012L\n.", b"L5L\n.", b"I 5\n.", b"I99999999999999999999999\n.",
    b"I\n.", b"g\n.", b"p\n.", b"cbuiltins\nstr\nN}\x92.", b"cbuiltins\nstr\n)}\x92.", b"cbuiltins\nprint\n)\x81.",
    b"cbuiltins\nrange\nK\x01\x85R\x94(K\x01e.", b"\x8f(K\x01\x90\x94.", b"S'\\x'\n.", b"S'\xff'\n.",
    b"N\x95\x01\0\0\0\0\0\0\0.", b"cbuiltins\nlist\n.b", b"\x80\x04\x8c\x08builtins\x8c\x07int.foo\x93.",
    b"\x80\x04\x8c\x08builtins\x8c\x0cint.to_bytes\x93.", b"\x80\x03cbuiltins\nint.to_bytes\n.",
    b"\x80\x04\x8c\x08builtins\x8c\x0da.<locals>.bc\x93.", b"c__builtin__\nxrange\n.", b"cStringIO\nStringIO\n.",
    b"c__builtin__\nnope\n.", "abc", 1, bytearray(b"N."), memoryview(b"K\x05."),
]
for program in PROGRAMS:
    tell(program, lambda: _pickle.loads(program))
    if isinstance(program, bytes): tell("file", lambda: _pickle.load(io.BytesIO(program)))

print("strings of python 2")
for keywords in ({}, {"encoding": "latin-1"}, {"encoding": "bytes"}, {"errors": "ignore"}, {"encoding": "nope"}):
    for program in (b"U\x02\xe9a.", b"T\x02\0\0\0\xe9a.", b"S'\\xe9a'\n."):
        tell((keywords, program), lambda: _pickle.loads(program, **keywords))

print("extensions")
copyreg._inverted_registry[77] = 5
tell("pair", lambda: _pickle.loads(b"\x82\x4d."))

print("arguments")
Pickler, Unpickler = _pickle.Pickler, _pickle.Unpickler


class NoInit(Pickler):
    def __init__(self): pass


class NoInitEither(Unpickler):
    def __init__(self): pass


for text in ("Pickler()", "Pickler(1)", "Pickler(io.BytesIO(), 6)", "Pickler(io.BytesIO(), 'a')",
             "Pickler(io.BytesIO(), 2, buffer_callback=print)", "NoInit().dump(1)", "NoInitEither().load()", "Unpickler(1)",
             "Unpickler()", "_pickle.dumps()", "_pickle.dumps(1, 2, 3)", "_pickle.dumps(1, x=3)", "_pickle.loads()",
             "_pickle.loads(b'N.', encoding=1)", "_pickle.load(1)", "_pickle.dump(1, 2)", "_pickle.dumps(1, -1)",
             "Unpickler(io.BytesIO()).find_class(1, 2)", "Unpickler(io.BytesIO()).find_class('os', 'sep')",
             "Pickler(io.BytesIO(), protocol=2**70)"):
    tell(text, lambda: eval(text))

print("what cannot be pickled")


class Answers:
    def __init__(self, answer): self.answer = answer
    def __reduce__(self): return self.answer


class NoClass:
    __class__ = int
    def __reduce_ex__(self, protocol): return copyreg.__newobj__, (NoClass,)


class Raises:
    def __reduce_ex__(self, protocol): raise KeyError("own")


def outer():
    def inner(): pass
    return inner


named = lambda: 0
moved = outer()
moved.__qualname__ = "named"
elsewhere = outer()
elsewhere.__module__, elsewhere.__qualname__ = "no.such.module", "x"
umlaut = type("\xfcber", (), {})
globals()["\xfcber"] = umlaut
for value in (1, (), (1,), (1, 2), (print, 2), (print, (), 1, 1), (print, (), 1, None, 1), (print, (), 1, None, None, 1),
              (1, 2, 3, 4, 5, 6, 7), "nope", "os.path.<locals>.x", "print", (copyreg.__newobj__, ()),
              (copyreg.__newobj__, (1,)), (copyreg.__newobj__, (int,)), (copyreg.__newobj_ex__, ()),
              (copyreg.__newobj_ex__, (1, 2, 3)), (copyreg.__newobj_ex__, (int, 2, 3)),
              (copyreg.__newobj_ex__, (int, (), 3)), (int, (), None, None, iter([1]))):
    tell(str(value).split(" at 0x")[0], lambda: _pickle.dumps(Answers(value)))
for value in (outer(), named, moved, elsewhere, umlaut, NoClass(), Raises(), (x for x in ()), io, iter(io.StringIO())):
    for protocol in (0, 3, 4): tell(protocol, lambda: _pickle.dumps(value, protocol))
deep = []
for _ in range(100000): deep = [deep]
tell("deep", lambda: len(_pickle.dumps(deep)))
while deep: deep = deep.pop()

print("damaged")


class Plain: pass


class Careful(Unpickler):
    def find_class(self, module, name):
        found = {"Plain": Plain, "OrderedDict": collections.OrderedDict, "complex": complex, "list": list}.get(name)
        if found is None: raise _pickle.UnpicklingError("no")
        return found


def verdict(data):
    try: return type(Careful(io.BytesIO(data)).load()).__name__
    except (MemoryError, OverflowError, _pickle.UnpicklingError): return "refused"
    except Exception as error: return type(error).__name__


plain = Plain()
plain.x, plain.y = [1, 2], {"a": (1, "b", 2.5)}
whole = [plain, collections.OrderedDict(a=1), {1, 2}, frozenset([7]), 10**30, b"bytes", bytearray(b"xyz"), 1j, "\u1234" * 9, plain]
chance = random.Random(7)
for protocol in range(6):
    data = _pickle.dumps(whole, protocol)
    verdicts = collections.Counter()
    for _ in range(1500):
        damaged = bytearray(data)
        for _ in range(chance.randrange(1, 4)):
            place = chance.randrange(len(damaged))
            match chance.randrange(3):
                case 0: damaged[place] = chance.randrange(256)
                case 1: del damaged[place:place + chance.randrange(1, 5)]
                case 2: damaged[place:place] = damaged[chance.randrange(len(damaged)):][:chance.randrange(1, 9)]
        if b"r" not in damaged: verdicts[verdict(bytes(damaged))] += 1
    print(protocol, sorted(verdicts.items()))
    print(protocol, collections.Counter(verdict(data[:length]) for length in range(len(data))))
