# SPDX-License-Identifier: MIT
async def f(): pass
import sys
c = f()
print(type(c).__name__, c.__qualname__, hasattr(c, "__iter__"), hasattr(c, "__await__"), hasattr(c, "send"), f.__code__.co_flags & 0x80 != 0)
c.close()
async def g(): yield 1
a = g()
print(type(a).__name__, hasattr(a, "__aiter__"), hasattr(a, "__anext__"), hasattr(a, "__await__"), g.__code__.co_flags & 0x200 != 0)
class C:
    async def method(self): return self
    @classmethod
    async def cm(cls): return cls.__name__
    @staticmethod
    async def sm(): return "static"
    async def __call__(self, x): return x * 2
def run(c):
    try:
        c.send(None)
    except StopIteration as stop: return stop.value
o = C()
print(run(o.method()) is o, run(C.cm()), run(o.sm()), run(o(21)))
l = [f() for _ in range(3)]
for x in l: x.close()
async def closure():
    n = 1
    async def inner():
        nonlocal n
        n += 1
        return n
    return [await inner(), await inner(), n]
print(run(closure()))
async def default(a, /, b=2, *c, d=4, **e): return a, b, c, d, e
print(run(default(1, 5, 6, d=7, z=8)))
try:
    default()
except TypeError as error: print(error)
def deco(fn):
    async def wrapper(*a):
        return "wrapped", await fn(*a)
    return wrapper
@deco
async def decorated(x): return x
print(run(decorated(3)))
async def conditional(flag): return (await sub(1)) if flag else 0
async def sub(x): return x
print(run(conditional(True)), run(conditional(False)))
async def operators(): return await sub(2) ** await sub(3), -await sub(1), not await sub(0), await sub(1) < await sub(2), [await sub(1), await sub(2)], {await sub("k"): await sub("v")}, f"{await sub('f')}", (await sub([1, 2]))[0], await sub(1) if await sub(True) else 0
print(run(operators()))
for source in ["await x", "def f(): await x", "async def f(): yield from x", "async def f(): return 1; yield", "def f(): async with x: pass", "def f(): async for x in y: pass", "async def f():\n yield\n return 1", "def f(): [x async for x in y]", "lambda: await x", "async def f(): (lambda: await x)", "async with a: pass", "async x = 1", "async def f(): await", "def f(await): pass", "class async: pass", "async def f(): def g(): await x", "[x async for x in y]", "async def f():\n def g():\n  return [x async for x in y]"]:
    try:
        compile(source, "s", "exec"); print(source, "ok")
    except SyntaxError as error: print(repr(source), "->", error.msg)
