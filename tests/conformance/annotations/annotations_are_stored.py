# SPDX-License-Identifier: MIT
x: int = 1
y: "forward"
z: list[int] = [1]
(paren): str = "not stored"
print(__annotations__, "y" in globals(), paren)
class C:
    a: int = 1
    b: str
    __private: float = 2.0
    def m(self, p: int, *args: str, k: bool = True, **kw: dict) -> "C": pass
print(C.__annotations__, hasattr(C, "b"), C.m.__annotations__)
def f(a: 1 + 1, b: "text" = 2, /, c: print = None, *, d: [1, 2]) -> {"k": 1}:
    local: undefined_name_is_not_evaluated = 5
    other: also_not
    return local
print(f.__annotations__, f(1, d=0), f.__annotations__["c"] is print)
try: bad: undefined_at_module = 1
except NameError as error: print(error)
print("bad" in globals(), (lambda x: x).__annotations__)
class D(C): pass
print("__annotations__" in vars(D), D.__annotations__ is C.__annotations__)
class E: pass
E.__annotations__["late"] = int; print(E.__annotations__)
obj = C(); obj.attr: int = 5; d = {}; d["k"]: str = "v"; print(obj.attr, d)
def star(*args: *tuple[int, ...]): pass
print(star.__annotations__)
print(list[int], dict[str, list[int]], tuple[int, ...], int | str, int | None, list[int] | None, type[int], tuple[()], list[int].__origin__, dict[str, int].__args__, (int | str).__args__, list["T"])
print(list[int]() == [], list[int]([1]), isinstance(1, int | str), int | str == str | int, list[int] == list[int], hash(int | str) == hash(str | int), list[int].append is list.append, set[int].__mro__[0].__name__ if False else "", type(list[int]).__name__, type(int | str).__name__)
for source in ["isinstance([], list[int])", "issubclass(list, list[int])", "int | 5", "list[int][str]", "5 | int", "int[str]", "isinstance(1, int | list[int])", "None | None", "class X(list[int]): pass\nprint(X.__bases__, X.__orig_bases__)", "f.__annotations__ = 5", "C.__annotations__ = 5; print(C.__annotations__)"]:
    try: exec(source)
    except TypeError as error: print(source.splitlines()[0], "->", error)
exec("from __future__ import annotations\nq: not_defined = 1\ndef g(a: nope[0], b: 'str') -> x | y: pass\nclass K:\n  r: anything.at_all\nprint(__annotations__, g.__annotations__, K.__annotations__)", {"__name__": "m"})
for source in ["x: int = y = 1", "(x, y): int", "[x]: int", "x: int, y: int", "1: int", "f(): int", "x: int += 1", "a.b: int", "a[0]: int = 1", "x: yield", "def f(a: int, a: str): pass", "lambda x: int: 1", "def f():\n global g\n g: int", "x: (y := 1)", "x: *a", "for x: int in y: pass", "with a as b: int: pass", "x:", "x: int = *a, b", "x: int = yield", "None: int", "def f() -> : pass", "def f(*: int): pass", "import x: int"]:
    try: compile(source, "s", "exec"); print(repr(source), "-> ok")
    except SyntaxError as error: print(repr(source), "->", error.msg)
