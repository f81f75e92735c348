# SPDX-License-Identifier: MIT
import gc
import types


class Node:
    def __init__(self, **fields):
        self.__dict__.update(fields)


def shown(thing):
    return [x if isinstance(x, (int, tuple, type(None))) or isinstance(x, str) and len(x) < 9 else getattr(x, "__name__", type(x).__name__) for x in gc.get_referents(thing)]


def function(x=1, *, y=2) -> int:
    return x


free = 5
print(shown([1, 2, []]), shown((3, [], 4)), shown({"a": 1, 2: []}), sorted(shown({7, 8})))
print(shown(slice(1, 2, [])), shown(types.MethodType(function, [])), shown(property(print, function, None)))
print(shown(iter([1])), shown(types.MappingProxyType({})), shown(range(3)), shown("text"), shown(1.5))
print(shown((lambda x: lambda: x)([1]).__closure__[0]), shown(staticmethod(function)), shown(classmethod(function)))
class Slotted:
    __slots__ = ("one", "two")
slotted = Slotted(); slotted.one, slotted.two = 1, "2"
print(shown(slotted))
node = Node(one=1, two="2")
print(Node in gc.get_referents(node), node.__dict__ in gc.get_referents(node) or 1 in gc.get_referents(node))
holder = [node]
named = {"key": node}
print(sorted(type(x).__name__ for x in gc.get_referrers(node) if x is not globals()))
print(gc.get_referents(), gc.get_referrers(), gc.get_referrers(object()))
