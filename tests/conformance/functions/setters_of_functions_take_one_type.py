# SPDX-License-Identifier: MIT
"""What functions, generators and coroutines let a program set, what they refuse, and how."""


def function(a=1, *, b=2):
    return a, b


def generator():
    yield


async def coroutine():
    pass


async def async_generator():
    yield


waiting = coroutine()
for made in (function, generator(), waiting, async_generator()):
    for name in ("__name__", "__qualname__"):
        for value in ("new", 5, None):
            try:
                setattr(made, name, value)
            except TypeError as error:
                print(error)
            print(name, getattr(made, name))
        try:
            delattr(made, name)
        except TypeError as error:
            print(error)
waiting.close()

for name, right in (("__defaults__", (5,)), ("__kwdefaults__", {"b": 6}), ("__annotations__", {"a": int})):
    for value in (right, None, [1]):
        try:
            setattr(function, name, value)
        except TypeError as error:
            print(error)
        print(name, getattr(function, name))
    setattr(function, name, right)
    delattr(function, name)
    print(name, getattr(function, name))

for cases in ((int, ("5", 10, 3), {}), (int, ("5",), {"base": 7}), (int, ("5", 3), {"base": 7}), (int, (), {"x": 7}), (int, (), {"base": 7}),
              (complex, (1, 2, 3), {}), (complex, (1,), {"imag": 2}), (complex, (1,), {"real": 2}), (complex, (), {"x": 2}),
              (complex, ("1",), {"imag": 2}), (complex, (1, "2"), {}), (complex, (None,), {}), (complex, (), {"imag": 1j}),
              (str, (b"a", "ascii", "strict", 1), {}), (str, (b"a",), {"encoding": "ascii"}), (str, (), {"object": 1, "errors": None}),
              (str, (b"a", "ascii"), {"encoding": "ascii"}), (str, (), {"text": 1}), (bytes, ("a", "ascii", "strict", 1), {}),
              (bytes, ("a",), {"encoding": "ascii"}), (bytes, ("a",), {"source": "b"}), (bytearray, (), {"errors": 1}), (bytes, (), {"x": 1})):
    try:
        print(cases[0](*cases[1], **cases[2]))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
