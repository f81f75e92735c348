# SPDX-License-Identifier: MIT
# Some slots can do without the method: an error of its __get__ is then lost. Others let it out.
import operator


class Plain:
    pass


def show(name, action, instance):
    try:
        result = repr(action(instance))
    except BaseException as error:
        print(name, type(error).__name__, error)
    else:
        print(name, result.split(" at 0x")[0])


def enters(value):
    with value:
        pass


async def awaits(value):
    await value


async def walks(value):
    async for _ in value:
        pass


actions = {
    "__iter__": [iter, list, lambda x: 1 in x, lambda x: [*x]],
    "__hash__": [hash, lambda x: {x}, lambda x: {x: 1}],
    "__repr__": [repr, str, lambda x: [x]],
    "__eq__": [lambda x: x == 1, lambda x: x != 1, lambda x: x in [1]],
    "__lt__": [lambda x: x < 1, lambda x: sorted([1, x])],
    "__await__": [lambda x: awaits(x).send(None)],
    "__aiter__": [lambda x: walks(x).send(None), aiter],
    "__anext__": [anext],
    "__fspath__": [open],
    "__length_hint__": [operator.length_hint],
    "__index__": [lambda x: b"%c" % x, operator.index],
    "__getitem__": [reversed, lambda x: x[0]],
    "__len__": [len, bool],
    "__bool__": [bool],
    "__contains__": [lambda x: 1 in x],
    "__call__": [lambda x: x()],
    "__enter__": [enters],
    "__add__": [lambda x: x + 1],
    "__next__": [next],
}
for name, tried in actions.items():
    for error in ValueError, TypeError, AttributeError, KeyboardInterrupt:

        def fail(self):
            raise error("__get__")

        cls = type("Instance", (), {name: property(fail)})
        for action in tried:
            show(name, action, cls())
