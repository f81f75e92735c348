# SPDX-License-Identifier: MIT
# Code objects need not come from a compiler: code.replace() and types.CodeType() take any bytes, and marshal reads any
# file. CPython runs what it is given and reads where such code points. Here a verifier looks first (docs/glossary.md).
import marshal
import opcode
import types

OP = opcode.opmap


def template(a, b=2):
    for item in a:
        try:
            b += item
        except TypeError:
            b = [b, item]
    return b


def closure():
    cell = 1
    return lambda: cell


code = template.__code__


def verdict(what, make):
    try:
        made = make()
        print(what, "->", "ran:", made())
    except BaseException as error:
        print(what, "->", f"{type(error).__name__}: {error}")


def replaced(**fields):
    if "co_code" in fields:
        fields["co_exceptiontable"] = b""
    return lambda: lambda: types.FunctionType(code.replace(**fields), {})([1], 2)


def instructions(*pairs):
    return bytes(byte for name, argument in pairs for byte in (OP.get(name, name), argument))


def refused(co_code):
    try:
        types.FunctionType(code.replace(co_code=co_code, co_exceptiontable=b""), {})(1, 2)
    except Exception:
        return True
    return False


START, END = ("RESUME", 0), ("RETURN_VALUE", 0)
verdict("no instructions", replaced(co_code=b""))
verdict("half an instruction", replaced(co_code=b"\x97"))
verdict("no end", replaced(co_code=instructions(START)))
verdict("unknown instruction", replaced(co_code=instructions(START, (255, 0), END)))
verdict("every byte", lambda: lambda: [number for number in range(256) if not refused(bytes([number, 0]) * 4)])
verdict("empty stack", replaced(co_code=instructions(START, END)))
verdict("constant that is not there", replaced(co_code=instructions(START, ("LOAD_CONST", 200), END)))
verdict("name that is not there", replaced(co_code=instructions(START, ("LOAD_NAME", 200), END)))
verdict("variable that is not there", replaced(co_code=instructions(START, ("LOAD_FAST", 200), END)))
verdict("cell that is a variable", replaced(co_code=instructions(START, ("LOAD_DEREF", 0), END)))
verdict("jump out", replaced(co_code=instructions(START, ("JUMP_FORWARD", 200), ("LOAD_CONST", 0), END)))
verdict("jump before the start", replaced(co_code=instructions(START, ("JUMP_BACKWARD", 99), ("LOAD_CONST", 0), END)))
verdict("stack that grows in a loop", replaced(co_code=instructions(START, ("LOAD_CONST", 0), ("JUMP_BACKWARD", 2))))
verdict("stack that is too small", replaced(co_stacksize=0))
verdict("stack that is too large", replaced(co_stacksize=2**31 - 1))
verdict("negative stack", replaced(co_stacksize=-5))
verdict("no constants", replaced(co_consts=()))
verdict("no names", replaced(co_names=()))
verdict("no variables", replaced(co_varnames=(), co_nlocals=0))
verdict("count that disagrees", replaced(co_nlocals=77))
verdict("more parameters than variables", replaced(co_argcount=77))
verdict("more positional ones than parameters", replaced(co_posonlyargcount=3))
verdict("handlers outside", replaced(co_exceptiontable=b"\xff" * 20))
verdict("handlers at odd places", replaced(co_exceptiontable=bytes(range(128, 228))))
verdict("lines cut off", replaced(co_linetable=b"\x80"))
verdict("lines of nonsense", replaced(co_linetable=b"\xff" * 50))
verdict("code of a generator without its start", replaced(co_flags=code.co_flags | 0x20))
verdict("generator's start without its flag",
        replaced(co_code=instructions(("RETURN_GENERATOR", 0), ("POP_TOP", 0), START, ("LOAD_CONST", 0), END)))
verdict("free variables that nobody fills", lambda: lambda: exec(closure().__code__))


def constructed(*changes):
    fields = [1, 0, 0, 1, 2, 3, instructions(START, ("LOAD_FAST", 0), END), (None,), (), ("a",), "f", "n", "n", 1, b"", b""]
    for index, value in changes:
        fields[index] = value
    return lambda: lambda: types.FunctionType(types.CodeType(*fields), {})(5)


verdict("constructed", constructed())
verdict("one local variable too many", constructed((3, 2)))
verdict("no name for a parameter", constructed((9, ())))
verdict("negative parameters", constructed((0, -1)))
verdict("negative flags", constructed((5, -1)))
verdict("parameters behind the variables", constructed((0, 0), (2, 4)))
verdict("star parameters that have no variable", constructed((5, 3 | 4 | 8)))

# Every byte of a marshalled function in turn becomes another: a clear error, or code that runs.
whole = marshal.dumps(compile("def f(x):\n    return [x, x + 1]\nresult = f(1)\n", "input", "exec"))
outcomes = set()
for place in range(len(whole)):
    for flip in (1, 0x80, 0xFF):
        damaged = bytearray(whole)
        damaged[place] ^= flip
        try:
            made = marshal.loads(damaged)
            if type(made) is types.CodeType:
                exec(made, {"__builtins__": {}})
            outcomes.add("ran")
        except Exception as error:
            outcomes.add("refused")
print(sorted(outcomes))
for length in range(len(whole)):
    try:
        marshal.loads(whole[:length])
        print("read", length)
    except (EOFError, ValueError, TypeError):
        pass
