# SPDX-License-Identifier: MIT
# sys.setrecursionlimit() takes any number. CPython then recurses until its stack ends, and crashes. Here the ends of the
# stacks are known, whatever the limit says (docs/frames.md): RecursionError or MemoryError, and for
# nested brackets the SyntaxError that comes first.
import ast
import sys

sys.setrecursionlimit(10**9)


def verdict(what, function):
    try:
        function()
        print(what, "->", "returned")
    except (RecursionError, MemoryError, SyntaxError) as error:
        print(what, "->", type(error).__name__)


def function(n=0, *more, key=None):
    return function(n + 1, *more, key=key)


def plain():
    return plain()


class Endless:
    def __repr__(self):
        return f"<{self!r}>"

    def __getattr__(self, name):
        return getattr(self, name)

    def __eq__(self, other):
        return other == self

    def __hash__(self):
        return hash((self,))

    def __len__(self):
        return len(self)

    def __add__(self, other):
        return self + other

    def __iter__(self):
        return iter(list(self))

    def __index__(self):
        return range(10)[self]

    def __instancecheck__(self, other):
        return isinstance(other, self)

    def __getitem__(self, key):
        return self[key]


class Called:
    pass


Called.__call__ = Called()


def deep(count, start, step):
    for _ in range(count):
        start = step(start)
    return start


def sorting(item=1):
    return sorted([1, 2], key=sorting)


def mapping(item=1):
    return list(map(mapping, [item]))


def evaluation():
    return eval("evaluation()")


def class_body():
    class Inner:
        class_body()


class Property:
    value = property(lambda self: self.value)


endless = Endless()
verdict("function", function)
verdict("plain function", plain)
verdict("repr", lambda: repr(endless))
verdict("getattr", lambda: endless.name)
verdict("eq", lambda: endless == Endless())
verdict("hash", lambda: hash(endless))
verdict("len", lambda: len(endless))
verdict("add", lambda: endless + 1)
verdict("iter", lambda: iter(endless))
verdict("index", lambda: range(10)[endless])
verdict("isinstance", lambda: isinstance(1, endless))
verdict("getitem", lambda: endless[1])
verdict("call", lambda: Called()())
verdict("sort", sorting)
verdict("map", mapping)
verdict("eval", evaluation)
verdict("class body", class_body)
verdict("property", lambda: Property().value)
verdict("repr of a deep list", lambda: repr(deep(10**5, [], lambda inner: [inner])))
verdict("comparing deep tuples", lambda: deep(10**6, (), lambda inner: (inner,)) == deep(10**6, (), lambda inner: (inner,)))
verdict("parentheses", lambda: compile("(" * 10**5 + ")" * 10**5, "input", "eval"))
verdict("unary operators", lambda: compile("-" * 10**6 + "1", "input", "eval"))
verdict("attributes", lambda: compile("a" + ".b" * 10**6, "input", "eval"))
verdict("additions", lambda: ast.literal_eval("1" + "+1j" * 10**6))
verdict("lambdas", lambda: ast.parse("lambda: " * 10**6 + "1"))

