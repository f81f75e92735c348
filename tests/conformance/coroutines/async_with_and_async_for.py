# SPDX-License-Identifier: MIT
class Pause:
    def __init__(self, tag): self.tag = tag
    def __await__(self): yield self.tag

class Manager:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow
    async def __aenter__(self):
        await Pause(f"enter {self.name}")
        return self.name.upper()
    async def __aexit__(self, kind, value, traceback):
        await Pause(f"exit {self.name} {kind.__name__ if kind else None}")
        return self.swallow

class Range:
    def __init__(self, n): self.n = n
    def __aiter__(self): self.i = 0; return self
    async def __anext__(self):
        await Pause(f"next {self.i}")
        if self.i >= self.n: raise StopAsyncIteration
        self.i += 1
        return self.i

def run(coroutine):
    trace = []
    try:
        while True: trace.append(coroutine.send(None))
    except StopIteration as stop: return stop.value, trace

async def simple():
    async with Manager("a") as a, Manager("b") as b: return a, b
print(run(simple()))
async def swallowing():
    async with Manager("s", swallow=True): raise ValueError("swallowed")
    return "after"
print(run(swallowing()))
async def failing():
    try:
        async with Manager("f"): 1 / 0
    except ZeroDivisionError as error: return str(error)
print(run(failing()))
async def loop():
    seen = []
    async for x in Range(3):
        if x == 2: continue
        seen.append(x)
    else: seen.append("else")
    async for x in Range(5):
        if x == 2: break
    else: seen.append("not reached")
    return seen, x
print(run(loop()))
async def comprehensions():
    return [x * 2 async for x in Range(3) if x != 2], {x async for x in Range(2)}, {x: x async for x in Range(2)}, [await value(x) for x in range(3)], [y for x in [1, 2] async for y in Range(x)]
async def value(x): await Pause("v"); return x
print(run(comprehensions())[0])
async def genexp(): return [x async for x in (y * 10 async for y in Range(2))]
print(run(genexp())[0])
class NoExit:
    async def __aenter__(self): pass
class NotAwaitable:
    def __aenter__(self): return 5
    def __aexit__(self, *a): return 5
class BadIter:
    def __aiter__(self): return 5
class BadNext:
    def __aiter__(self): return self
    def __anext__(self): return 5
async def w(m):
    async with m: pass
async def f(i):
    async for x in i: pass
for c in (w(5), w(NoExit()), w(NotAwaitable()), f([1]), f(BadIter()), f(BadNext()), f(5)):
    try:
        run(c)
    except (TypeError, AttributeError) as error: print(type(error).__name__, error)
async def returns_in_with():
    for i in range(3):
        async with Manager(str(i)):
            if i == 1: return i
print(run(returns_in_with()))
