# SPDX-License-Identifier: MIT
"""What the fuzzer of hostile arguments passes: source text of values, so that every call is a program to read.

INSTANCES maps the name of a type to expressions that make one. In braces stands what is filled in: {} any value,
{int} a value of that type, {key} a hostile object of that kind (kinds: hostility.py). A type without a row is made by its
constructor, by T.__new__(T) alone, or as an instance of a hostile subclass.
Next: hostility.py.
"""

import re

from hostility import KINDS

INSTANCES = {
    "int": ["0", "1", "2", "3", "5", "-1", "-2", "8", "100", "255", "256", "65536", "2**31-1", "-2**31", "2**31",
        "2**32", "2**62", "2**63-1",
            "-2**63", "2**63", "2**64", "-2**65", "10**30", "-10**40", "True"],
    "bool": ["True", "False"],
    "float": ["0.0", "-0.0", "1.5", "-2.5", "1e300", "-1e300", "5e-324", "float('inf')", "float('-inf')",
        "float('nan')", "3.0"],
    "complex": ["1j", "complex(1, 2)", "complex(float('nan'), float('inf'))", "0j"],
    "str": ["''", "'a'", "'abc'", "'\\xe9\\xe8'", "'\\u20ac\\ud800'", "'\\U0001f600x'", "'x' * 300", "' a b '",
        "'%s %d %(a)s'", "'{{}} {{0!r:>{{1}}}} {{a.b[c]}}'",
            "'utf-8'", "'r'", "'w+'", "'strict'", "'replace'", "'surrogateescape'", "'__class__'", "'__dict__'",
            "'append'", "'0'", "'12'", "'nan'",
            "'>i4sQ'", "'a\\nb\\r\\nc'", "'(a|b)*c'", "'x = 1'", "'lambda: (yield)'", "'*5d'", "'>10.3f'", "'%Y'",
            "'a.b'", "'\\0'"],
    "bytes": ["b''", "b'a'", "b'abc'", "b'\\xff\\x00\\x80'", "b'x' * 300", "b'a\\nb\\r\\nc\\n'", "b'(a|b)'", "b'%s %d'",
        "b'12'", "b'utf-8'",
              "b'\\xe3\\0\\0\\0'", "b'\\xfb\\x01\\0\\0\\0'"],
    "bytearray": ["bytearray()", "bytearray(b'abcdef')", "bytearray(300)", "bytearray(b'a,b,c')"],
    "memoryview": ["memoryview(b'abcdef')", "memoryview(bytearray(b'abcdef'))", "memoryview(bytearray(8)).cast('i')",
        "memoryview({bytearray})",
                   "memoryview(bytearray(24)).cast('B', [2, 3, 4])", "memoryview(bytearray(b'abcdef'))[::2]",
                   "memoryview(bytearray(b'abcdef'))[::-1]",
                   "memoryview(bytearray(8)).cast('d')", "memoryview(bytearray(8)).cast('?')"],
    "list": ["[]", "[1, 2, 3]", "[{}]", "[{}, {}]", "[{}, {}, {}]", "[{order}, {order}, {order}]", "list(range(40))",
        "cyclic([])", "['a', 'b']"],
    "tuple": ["()", "(1, 2)", "({},)", "({}, {})", "({order}, {key})", "({str}, {int}, {})", "cyclic_tuple()", "('a',)",
        "(1, 2, 3, 4, 5)", "(int, str)"],
    "dict": ["{{}}", "{{1: 2, 3: 4}}", "{{'a': {}, 'b': {}}}", "{{{key}: {}, {key}: {}}}", "{{{key}: 1}}",
        "dict.fromkeys(range(40))", "cyclic({{}})",
             "{{'__call__': {callable}, '__del__': {callable}}}", "{{'__slots__': ({},), '__eq__': {}}}"],
    "set": ["set()", "{{1, 2, 3}}", "{{{key}, {key}}}", "{{{key}, 1, 'a'}}", "set(range(40))"],
    "frozenset": ["frozenset()", "frozenset([1, 2])", "frozenset([{key}, {key}, 3])"],
    "range": ["range(0)", "range(5)", "range(10, -10, -3)", "range(2**70)", "range({index}, {index})",
        "range(-2**63, 2**63-1, 2**62)"],
    "slice": ["slice(None)", "slice({}, {})", "slice({index}, {index})", "slice({index}, {index}, {index})",
        "slice(1, None, -1)", "slice(None, None, 2)",
              "slice({}, {}, {})", "slice(2**70, -2**70, -1)", "slice(0, {index})"],
    "NoneType": ["None"], "ellipsis": ["..."], "NotImplementedType": ["NotImplemented"],
    "object": ["object()", "Plain()", "Plain()", "Slotted()"],
    "type": ["int", "list", "Plain", "sub(object, '', 0)", "sub(list, '', 0)", "sub(Plain, 'key', {int})",
        "type('T', (), {dict})", "type('T', (Plain,), {{'__slots__': ('a', 'b')}})",
             "sub(type, 'type', {int})('M', (), {{}})", "sub(Exception, '', 0)", "dict", "object", "type",
             "BaseException", "type('T', (), {{'__del__': {callable}}})"],
    "module": ["module('m')"],
    "function": ["function({})", "lambda *a, **k: {}", "lambda a, b={}: a", "Plain.method", "closure({})"],
    "code": ["function(0).__code__", "closure(0).__code__", "generator.__code__", "Plain.method.__code__"],
    "frame": ["frame()", "generator_frame({})", "generator_frame()"],
    "traceback": ["traceback()"],
    "method": ["Plain().method", "[].append", "method({callable}, {})"],
    "builtin_function_or_method": ["len", "[].append", "{list}.pop", "{dict}.update", "sorted", "{bytearray}.extend"],
    "method_descriptor": ["list.append", "str.join", "dict.get"],
    "wrapper_descriptor": ["list.__add__", "int.__add__", "object.__init__", "type.__call__"],
    "method-wrapper": ["[].__len__", "{list}.__getitem__", "{}.__eq__", "{list}.__init__"],
    "getset_descriptor": ["type(lambda: 0).__code__", "type.__bases__", "BaseException.args",
        "object.__dict__['__class__']", "Plain.__dict__['__dict__']"],
    "member_descriptor": ["Slotted.a", "slice.start"],
    "classmethod_descriptor": ["dict.__dict__['fromkeys']"],
    "classmethod": ["classmethod({})", "classmethod(lambda c: c)"], "staticmethod": ["staticmethod({})"],
    "property": ["property()", "property({callable}, {callable}, {callable})", "property(lambda s: s, doc={})"],
    "super": ["super(Plain, Plain())", "super(Plain, {})", "super(Plain)"],
    "cell": ["cell()", "cell({})"],
    "generator": ["generator({}, {})", "started(generator({}, {}))", "finished(generator())", "(x for x in {})",
        "delegating({})", "started(delegating({iterator}))"],
    "coroutine": ["coroutine({})", "started(coroutine({awaitable}))", "coroutine({coroutine})"],
    "coroutine_wrapper": ["coroutine({}).__await__()"],
    "async_generator": ["agen({})", "agen({awaitable})"],
    "async_generator_asend": ["agen({}).asend(None)", "agen({}).__anext__()", "agen({}).athrow(ValueError)",
        "agen({}).aclose()"],
    "anext_awaitable": ["anext(agen({}), {})", "anext({awaitable}, 1)"],
    "iterator": ["iter(Indexed({}))", "iter({sequence})"],
    "callable_iterator": ["iter({callable}, {})", "iter(lambda: 1, {key})"],
    "list_iterator": ["iter({list})"], "list_reverseiterator": ["reversed({list})"],
        "tuple_iterator": ["iter({tuple})"],
    "str_iterator": ["iter({str})"], "str_ascii_iterator": ["iter('abc')"], "bytes_iterator": ["iter({bytes})"],
        "bytearray_iterator": ["iter({bytearray})"],
    "set_iterator": ["iter({set})"], "range_iterator": ["iter(range(5))"], "longrange_iterator": ["iter(range(2**70))"],
        "memory_iterator": ["iter({memoryview})"],
    "dict_keys": ["{dict}.keys()"], "dict_values": ["{dict}.values()"], "dict_items": ["{dict}.items()"],
    "dict_keyiterator": ["iter({dict})"], "dict_valueiterator": ["iter({dict}.values())"],
        "dict_itemiterator": ["iter({dict}.items())"],
    "dict_reversekeyiterator": ["reversed({dict})"], "dict_reversevalueiterator": ["reversed({dict}.values())"],
        "dict_reverseitemiterator": ["reversed({dict}.items())"],
    "mappingproxy": ["Plain.__dict__", "mappingproxy({dict})", "mappingproxy({mapping})"],
    "enumerate": ["enumerate({})", "enumerate({list}, {int})"], "zip": ["zip({}, {})",
        "zip({list}, {iterator}, strict=True)"], "map": ["map({callable}, {})", "map({}, {list}, {list})"],
    "filter": ["filter({callable}, {list})", "filter(None, {})"], "reversed": ["reversed({sequence})"],
    "GenericAlias": ["list[int]", "list[{}]", "GenericAlias({}, ({}, {}))"], "UnionType": ["int | str",
        "int | list[{}]"], "SimpleNamespace": ["namespace(a={}, b={})"],
    "BaseException": ["ValueError({})", "KeyError({})", "OSError({}, {})", "OSError(2, 'x', {}, None, {})",
        "StopIteration({})", "SystemExit({})", "ImportError({}, name={}, path={})",
                      "SyntaxError({}, ({}, {}, {}, {}))", "SyntaxError('m', ('f', 1, 2, {}, 1, 5))",
                      "UnicodeDecodeError('utf-8', b'abc', {int}, {int}, 'r')",
                      "UnicodeEncodeError('utf-8', 'abc', {int}, {int}, 'r')",
                      "UnicodeTranslateError('abc', {int}, {int}, 'r')", "AttributeError({}, name={}, obj={})",
                      "NameError({}, name={})", "BlockingIOError(1, 'x', {int})", "raised(ValueError({}))",
                      "AssertionError", "KeyboardInterrupt()", "TypeError"],
    "UnicodeDecodeError": ["UnicodeDecodeError('utf-8', b'abc', {int}, {int}, 'r')", "bare(UnicodeDecodeError)"],
    "UnicodeEncodeError": ["UnicodeEncodeError('utf-8', 'a\\ud800c', {int}, {int}, 'r')", "bare(UnicodeEncodeError)"],
    "UnicodeTranslateError": ["UnicodeTranslateError('abc', {int}, {int}, 'r')", "bare(UnicodeTranslateError)"],
    "BaseExceptionGroup": ["ExceptionGroup({str}, [ValueError({}), TypeError({})])",
        "BaseExceptionGroup('g', [KeyboardInterrupt(), {BaseException}])",
                           "raised(ExceptionGroup('g', [ExceptionGroup('h', [raised(ValueError(1))]), OSError(1, 'x')]))"],
    "SyntaxError": ["SyntaxError({}, ({}, {}, {}, {}))", "SyntaxError('m', ('f', {int}, {int}, {}, {int}, {int}))",
        "SyntaxError('m', ('f', 1, 2, 't', 3, 4))"],
    "ReferenceType": ["ref({object})", "ref({type}, {callable})", "ref({object}, {callable})",
        "ref({set}, {callable})"], "ProxyType": ["proxy({object})", "proxy({set}, {callable})"],
    "CallableProxyType": ["proxy({function}, {callable})"],
    "deque": ["deque()", "deque([1, 2, 3])", "deque([{}, {}, {}])", "deque([{order}, {order}], 3)",
        "deque(range(200))"], "_deque_iterator": ["iter({deque})"], "_deque_reverse_iterator": ["reversed({deque})"],
    "defaultdict": ["defaultdict({callable})", "defaultdict(list, {dict})", "defaultdict(None, {dict})"],
        "OrderedDict": ["OrderedDict()", "OrderedDict({dict})", "OrderedDict([(1, {}), ({key}, 2), (3, {})])"],
    "_tuplegetter": ["_tuplegetter({int}, {})"], "partial": ["partial({callable})", "partial({callable}, {}, {}, a={})",
        "partial({function}, {})"],
    "_lru_cache_wrapper": ["lru_cache(2)({callable})", "lru_cache(None)({callable})", "lru_cache(0)({function})",
        "lru_cache(3, typed=True)(lambda *a, **k: {})"],
    "Struct": ["Struct('>i4sQ')", "Struct('3?d')", "Struct({str})", "Struct('s p')"], "Random": ["Random(1)",
        "Random({})"],
    "sha512": ["sha512(b'a')"], "sha384": ["sha384()"], "Pattern": ["re_compile('(a|b)*c')",
        "re_compile('(?P<n>x)(y)?')", "re_compile(b'a+?b')", "re_compile('(?i)\\\\w+|\\\\s')"],
    "Match": ["re_compile('(?P<n>a)(y)?').match('abc')", "re_compile('(b)+').search({str})",
        "re_compile(b'(b)+').search(bytearray(b'abc'))"], "Scanner": ["re_compile('a|b').scanner({str})"],
    "BytesIO": ["BytesIO()", "BytesIO(b'a\\nbc\\n' * 5)", "BytesIO({bytearray})"], "StringIO": ["StringIO()",
        "StringIO('a\\nbc\\r\\n')", "StringIO({str}, newline={str})"],
    "FileIO": ["FileIO('scratch', 'w+')", "FileIO('scratch2', 'a')", "FileIO('scratch', opener={callable})"],
        "BufferedReader": ["BufferedReader({BytesIO})", "BufferedReader({file})", "BufferedReader({file}, {int})",
        "BufferedReader({FileIO}, 4)"],
    "BufferedWriter": ["BufferedWriter({BytesIO})", "BufferedWriter({file}, {int})", "BufferedWriter({FileIO})"],
        "BufferedRandom": ["BufferedRandom({BytesIO})", "BufferedRandom({file}, 8)", "BufferedRandom({FileIO})"],
    "BufferedRWPair": ["BufferedRWPair({BytesIO}, {BytesIO})", "BufferedRWPair({file}, {file}, 8)"],
    "TextIOWrapper": ["TextIOWrapper({BytesIO})", "TextIOWrapper({file}, 'utf-8')",
        "TextIOWrapper({BytesIO}, 'utf-16', newline={str})", "TextIOWrapper({BufferedReader}, 'utf-8')",
        "TextIOWrapper({BufferedRandom}, 'latin-1', write_through=True)"],
    "IncrementalNewlineDecoder": ["IncrementalNewlineDecoder(None, True)", "IncrementalNewlineDecoder({file}, False)"],
        "_IOBase": ["bare(_IOBase)", "sub(_IOBase, 'file', {int})()"],
    "_RawIOBase": ["sub(_RawIOBase, 'file', {int})()"], "_BufferedIOBase": ["sub(_BufferedIOBase, 'file', {int})()"],
        "_TextIOBase": ["sub(_TextIOBase, 'file', {int})()"],
    "RLock": ["RLock()"], "lock": ["allocate_lock()"], "_local": ["local()", "sub(local, 'copy', {int})({})"],
        "Context": ["Context()"], "ContextVar": ["ContextVar('x')", "ContextVar('y', default={})"],
    "Token": ["ContextVar('x').set({})"], "attrgetter": ["attrgetter('a.b')", "attrgetter({str}, {str})"],
        "itemgetter": ["itemgetter({})", "itemgetter({}, {index})"], "methodcaller": ["methodcaller('append', {})",
        "methodcaller({str}, {}, a={})"],
    "accumulate": ["accumulate({list}, {callable}, initial={})"], "chain": ["chain({}, {})", "chain.from_iterable({})"],
        "combinations": ["combinations({list}, 2)"], "cycle": ["cycle({iterator})", "cycle({list})"],
        "count": ["count({}, {})", "count(2**63-2)", "count(1.5, {})"],
    "groupby": ["groupby({list}, {callable})", "groupby({iterator})"],
        "_grouper": ["next(groupby({list}, {callable}))[1]", "next(groupby('aab'))[1]"],
        "islice": ["islice({}, {index}, {int})", "islice({list}, {int})"], "repeat": ["repeat({}, 3)"],
        "product": ["product({list}, {list})", "product({list}, repeat=2)"],
    "permutations": ["permutations({list}, 2)"],
        "combinations_with_replacement": ["combinations_with_replacement({list}, 2)"],
        "zip_longest": ["zip_longest({}, {iterator}, fillvalue={})"], "_tee": ["tee({})[0]",
        "copy_of(tee({iterator})[1])"],
    "_tee_dataobject": ["tee({})[0].__reduce__()[1][0]"], "pairwise": ["pairwise({iterator})"],
        "starmap": ["starmap({callable}, {list})"], "takewhile": ["takewhile({callable}, {list})"],
        "dropwhile": ["dropwhile({callable}, {list})"],
    "filterfalse": ["filterfalse({callable}, {list})"], "compress": ["compress({list}, {iterator})"],
        "struct_time": ["gmtime(0)", "struct_time(range(9))"],
}
# What a parameter of this name gets now and then.
BY_PARAMETER = {"iterable": ["list", "iterator", "generator", "tuple", "set"], "key": ["callable", "key", "function"],
    "function": ["callable", "function", "type"], "sep": ["str", "bytes"], "index": ["index", "int"],
                "start": ["index", "int"], "stop": ["index", "int"], "end": ["index", "int"], "object": ["type",
                "order"], "name": ["str"], "encoding": ["str"], "errors": ["str"], "format": ["str"],
                "format_spec": ["str"], "string": ["str"],
                "buffer": ["bytearray", "bytes", "memoryview", "BytesIO"], "raw": ["BytesIO", "file"],
                "mapping": ["dict", "mapping"], "size": ["index", "int"], "state": ["tuple", "dict", "bytes"],
                "type": ["type"], "traceback": ["traceback"],
                "value": ["order", "BaseException", "index"], "other": ["list", "set", "dict"], "pos": ["index"],
                "n": ["index", "int"], "maxlen": ["int"], "default": ["key"], "callback": ["callable"],
                "instance": ["object"], "code": ["code"], "kwargs": ["dict"]}
COMMON = ("int", "str", "bytes", "bytearray", "list", "list", "tuple", "dict", "dict", "set", "slice", "type", "object",
    "function", "generator", "memoryview", "BaseException", "deque", "NoneType", "float")
HOSTILE = tuple(KINDS)
PLACE = re.compile(r"\{\{|\}\}|\{(\w*|[\w-]+)\}")


def value(chance, depth=0):
    """The source text of any value."""
    pick = chance.below(10)
    if pick < 4:
        return hostile(chance, chance.choose(HOSTILE))
    if pick < 8 or depth > 2:
        return instance(chance, chance.choose(COMMON), depth)
    return instance(chance, chance.choose(NAMES), depth)


def hostile(chance, kind):
    return f"H({kind!r}, {chance.below(10000)})"


def instance(chance, name, depth=0):
    """The source text of a value of the type of this name, or of a hostile object of this kind."""
    if name in KINDS and (name not in INSTANCES or chance.one_in(3)):
        return hostile(chance, name)
    if name == "int" and depth > 1:
        return chance.choose(("0", "1", "2", "3", "-1"))
    return fill(chance, chance.choose(INSTANCES[name]), depth + 1)


def fill(chance, text, depth=0):
    def part(match):
        if match[0] in ("{{", "}}"):
            return match[0][0]
        if depth > 4:
            return "None"
        return instance(chance, match[1], depth) if match[1] else value(chance, depth)

    return PLACE.sub(part, text)


def argument(chance, parameter):
    kinds = BY_PARAMETER.get(parameter)
    if kinds and not chance.one_in(3):
        return instance(chance, chance.choose(kinds))
    return hostile(chance, "everything") if chance.one_in(4) else value(chance)


NAMES = tuple(INSTANCES)
