# SPDX-License-Identifier: MIT
"""A statement for each instruction that allocates: `except MemoryError` around the statement catches what happens when its n-th
allocation fails. The statement stands in a loop that allocates nothing itself, so that an allocation far behind the start
of the program is one of the statement's."""

from support import WORK, run, write_whole

FIRST, POINTS, ROUNDS = 30000, 7, 40000  # behind the start; how many allocations in a row; rounds of the loop

# Here an allocation may be for an entry of the traceback, which the reserve serves: the exception on its way is not lost for it.
RAISES = ("RAISE_VARARGS",)

PROGRAM = """\
from itertools import repeat
class Class:
    def __init__(self, *arguments): self.attribute = self
    def method(self): return self
    def __enter__(self): return self
    def __exit__(self, *error): return None
    @property
    def made(self): return [self]
def function(*arguments, **keywords): return arguments
def generator(): yield 1
async def coroutine(): pass
def closure(x):
    def inner(): return x
    return inner
def delegating(): yield from [1]
def raising():
    try: raise KeyError(number)
    except KeyError: pass
def matching(subject):
    match subject:
        case {{"a": x}}: return x
        case Class(attribute=x): return x
def class_in(x):
    class Inner: y = x
    return Inner
big, text, data, pair, names = 10 ** 30, "text", b"data", [1, 2], {{"a": 1}}
instance, number, real = Class(), 1000, 1.5
def loop():
    caught = 0
    for _ in repeat(None, {rounds}):
        try:
            {statement}
        except MemoryError:
            caught += 1
    return caught
print(loop())
"""

STATEMENTS = {
    "BUILD_LIST": "x = [number, number]",
    "BUILD_TUPLE": "x = (number, text)",
    "BUILD_SET": "x = {number, text}",
    "BUILD_MAP": "x = {number: text, text: number}",
    "BUILD_CONST_KEY_MAP": "x = {'a': number, 'b': text}",
    "BUILD_STRING": "x = f'{text} and {text}'",
    "BUILD_SLICE": "x = pair[number:text and None]",
    "FORMAT_VALUE": "x = f'{number}'",
    "LIST_EXTEND": "x = [*pair, *pair]",
    "SET_UPDATE": "x = {*pair, *text}",
    "DICT_UPDATE": "x = {**names, 'b': 1}",
    "DICT_MERGE": "x = function(**names, **{'b': 2})",
    "LIST_TO_TUPLE": "x = (*pair, 1)",
    "LIST_APPEND": "x = [item for item in text]",
    "SET_ADD": "x = {item for item in text}",
    "MAP_ADD": "x = {item: 1 for item in text}",
    "BINARY_OP": "x = number + number",
    "BINARY_SUBSCR": "x = text[1:3]",
    "UNARY_NEGATIVE": "x = -number",
    "UNARY_INVERT": "x = ~big",
    "COMPARE_OP": "x = [number] < [number]",
    "STORE_SUBSCR": "x = {}; x[text] = number",
    "STORE_ATTR": "x = Class(); x.other = number",
    "LOAD_ATTR": "x = instance.method",
    "LOAD_METHOD": "x = instance.made.copy()",
    "GET_ITER": "x = iter(pair); y = [z for z in x]",
    "FOR_ITER": "x = [number + item for item in range(300, 303)]",
    "UNPACK_SEQUENCE": "x, y = text[:2]",
    "UNPACK_EX": "x, *y = text",
    "CALL": "x = Class(number)",
    "CALL_FUNCTION_EX": "x = function(*pair, **names)",
    "KW_NAMES": "x = function(number, a=text)",
    "PRECALL": "x = str(number)",
    "MAKE_FUNCTION": "x = lambda y=number: y",
    "MAKE_CELL": "x = closure(number)",
    "RETURN_GENERATOR": "x = generator()",
    "SEND": "x = list(delegating())",
    "YIELD_VALUE": "x = list(generator())",
    "LOAD_BUILD_CLASS": "class x(Class): attribute = number",
    "IMPORT_NAME": "import sys as x",
    "IMPORT_FROM": "from itertools import count as x",
    "RAISE_VARARGS": "raising()",
    "BEFORE_WITH": "with instance as x: pass",
    "MATCH_KEYS": "x = matching(names)",
    "MATCH_CLASS": "x = matching(instance)",
    "LOAD_CLASSDEREF": "x = class_in(number)",
    "LOAD_NAME": "class x: y = [number]",
    "DELETE_SUBSCR": "x = {1: 2, text: number}; del x[1]",
    "CONTAINS_OP": "x = number in (number + 1, number + 2)",
    "IS_OP": "x = number + 1 is None",
}


def check(options, opcode, statement):
    program = PROGRAM.format(rounds=ROUNDS, statement=statement)
    script = WORK / "allocating" / f"{opcode.lower()}.py"
    script.parent.mkdir(parents=True, exist_ok=True)
    write_whole(script, program.encode())
    problems, caught = [], 0
    for number in range(FIRST, FIRST + POINTS):
        outcome = run([options.binary, "-S", "-I", script], timeout=options.timeout, MINIPY_FAIL_ALLOCATION=str(number))
        caught += outcome.out == "1\n"
        if outcome.code != 0 or outcome.out not in ("1\n", "0\n" if opcode in RAISES else ""):
            problems.append(f"MINIPY_FAIL_ALLOCATION={number}: {outcome.crash() or outcome.out + outcome.err[-300:]}")
    return "\n".join(problems) or ("" if caught else "never caught")


def checks(options):
    for opcode, statement in STATEMENTS.items():
        yield f"except MemoryError around {opcode}", lambda o=opcode, s=statement: check(options, o, s)
