# SPDX-License-Identifier: MIT
import collections
import contextlib
import functools
import itertools
import operator
import sys
import types
import weakref


class Thing:
    def __init__(self):
        self.value = 1

    def method(self, other=None):
        return count()

    @property
    def computed(self):
        return count()

    @classmethod
    def of_class(cls, x):
        return count()

    @staticmethod
    def of_nobody(x):
        return count()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        print("exit", count())

    def __iter__(self):
        print("iter", count())
        return iter([self])

    def __getitem__(self, key):
        return count()

    def __add__(self, other):
        return count()

    def __eq__(self, other):
        return count() > 0 and self is other

    def __hash__(self):
        return 7

    def __call__(self, *arguments, **keywords):
        return count()


thing = Thing()
base = sys.getrefcount(thing)


def count():
    return sys.getrefcount(thing) - base


def one(x):
    return count()


def several(*arguments):
    return count()


def named(**keywords):
    return count()


def default(x=thing):
    return count()


print("calls", one(thing), several(thing, thing), named(a=thing, b=thing), one(x=thing), several(*[thing]), named(**{"a": thing}), default())
print("methods", thing.method(), thing.method(thing), Thing.method(thing), thing.computed, thing.of_class(thing), Thing.of_nobody(thing), thing())
print("operators", thing[1], thing[thing], thing + thing, thing == thing, {thing: 1}[thing], [thing].index(thing), thing in (thing,))
with thing as same:
    print("with", count())
del same
for x in thing:
    print("for", count())
del x
print("after", count())
holders = {
    "partial": lambda: functools.partial(one, thing), "deque": lambda: collections.deque([thing, thing]), "counter": lambda: collections.Counter([thing]),
    "default": lambda: collections.defaultdict(list, {1: thing}), "ordered": lambda: collections.OrderedDict(a=thing), "chain": lambda: itertools.chain([thing]),
    "cycle": lambda: itertools.cycle([thing]), "repeat": lambda: itertools.repeat(thing), "zip": lambda: zip([thing], [thing]), "enumerate": lambda: enumerate([thing]),
    "map": lambda: map(one, [thing]), "filter": lambda: filter(None, [thing]), "reversed": lambda: reversed([thing]), "product": lambda: itertools.product([thing], repeat=2),
    "bound": lambda: thing.method, "getter": lambda: operator.itemgetter(thing), "namespace": lambda: types.SimpleNamespace(a=thing, b=thing),
    "proxy": lambda: types.MappingProxyType({1: thing}), "cell": lambda: types.CellType(thing), "slice": lambda: slice(thing, thing), "weak": lambda: weakref.ref(thing),
    "property": lambda: property(thing), "set": lambda: {thing}, "frozen": lambda: frozenset([thing]), "nested": lambda: [[thing], (thing, [thing])], "super": lambda: super(Thing, thing),
    "exception": lambda: ValueError(thing), "generator": lambda: (x for x in [thing]), "closure": lambda: (lambda y: lambda: y)(thing), "dict": lambda: dict(a=thing, b=thing),
    "copy": lambda: {**{"a": thing}, "b": thing}, "list": lambda: [*[thing], thing] * 2, "items": lambda: {"a": thing}.items(), "alias": lambda: list[thing], "namedtuple": lambda: collections.namedtuple("P", "x y")(thing, thing),
    "accumulate": lambda: itertools.accumulate([thing]), "tee": lambda: itertools.tee([thing]), "groupby": lambda: itertools.groupby([thing]), "islice": lambda: itertools.islice([thing], 1), "stack": contextlib.ExitStack,
}
for name, make in holders.items():
    held = make()
    print(name, count(), end=" ")
    held = None
    print(count(), end="; ")
print()
for name in "cycle generator tee chain reversed".split():
    held = holders[name]()
    item = next(iter(held[0] if name == "tee" else held))
    print(name, count(), end=" ")
    item = None
    print(count(), end=" ")
    held = None
    print(count(), end="; ")
print()


def suspended(x):
    y = x
    received = yield count()
    yield count()


generator = suspended(thing)
print("generator", count(), next(generator), count(), generator.send(thing), count(), list(generator), count())
del generator


def raises(x):
    local = x
    raise KeyError(x)


try:
    raises(thing)
except KeyError as error:
    print("handled", count())
    kept = error
print("kept", count())
kept.__traceback__ = None
print("without traceback", count())
del kept
print("gone", count())
frame = (lambda x: sys._getframe())(thing)
print("frame", count(), frame.f_locals["x"] is thing, count())
del frame
print("end", count())
match thing:
    case Thing(value=1) as matched:
        print("match", count())
del matched
first, *rest = thing, thing, thing
print("unpacked", count())
del first, rest
print([count() for _ in [thing]], {count(): thing for _ in "a"}.keys(), count(), f"{thing.value}{count()}", (lambda: (thing, count()))()[1], count())
