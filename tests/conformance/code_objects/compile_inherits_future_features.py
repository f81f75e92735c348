# Code that compile(), eval() and exec() make has the future features of the code that calls them, unless dont_inherit says no.
from __future__ import annotations
import __future__

SOURCE = "x: 1 + 1 = 3"


def annotations_of(code):
    names = {}
    exec(code, names)
    return names["__annotations__"]


print(annotations_of(SOURCE))
print(annotations_of(compile(SOURCE, "f", "exec")))
print(annotations_of(compile(SOURCE, "f", "exec", dont_inherit=True)))
print(annotations_of(compile(SOURCE, "f", "exec", flags=__future__.annotations.compiler_flag, dont_inherit=1)))
print(hex(compile("1", "f", "eval").co_flags), hex(eval("(lambda: 0).__code__.co_flags")))


class Body:
    print(hex(compile("1", "f", "exec").co_flags))


print([hex(code.co_flags) for code in map(compile, ["1"], ["f"], ["exec"])])

names = {}
exec(compile("def f():\n    return compile('1', 'f', 'exec').co_flags", "f", "exec", dont_inherit=True), names)
print(hex(names["f"]()))
exec(compile("from __future__ import barry_as_FLUFL\ndef f(text): return eval(text)", "f", "exec"), names)
print(names["f"]("1 <> 2"))
try:
    names["f"]("1 != 2")
except SyntaxError as error:
    print(error)
