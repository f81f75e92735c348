# SPDX-License-Identifier: MIT
class Pause:
    def __await__(self): return (yield "pause")
def run(c):
    steps = 0
    try:
        while True: c.send(None); steps += 1
    except StopIteration as stop: return stop.value, steps
async def numbers(n):
    for i in range(n):
        await Pause()
        got = yield i
        if got: print("got", got, end="; ")
async def collect(): return [x async for x in numbers(3)]
print(run(collect()))
async def manual():
    g = numbers(3)
    out = [await g.__anext__(), await g.asend("hello"), await anext(g)]
    try:
        await anext(g)
    except StopAsyncIteration as stop: out.append(repr(stop))
    out.append(await anext(g, "default"))
    return out
print(run(manual()))
log = []
async def careful():
    try:
        yield 1
        yield 2
    except ValueError as error:
        log.append(f"caught {error}")
        yield "recovered"
    finally:
        await Pause()
        log.append("finally")
async def throwing():
    g = careful(); a = await anext(g); b = await g.athrow(ValueError("v"))
    try:
        await anext(g)
    except StopAsyncIteration: log.append("stop")
    return a, b
print(run(throwing()), log)
async def closing():
    g = careful(); await anext(g); await g.aclose(); await g.aclose()
    return [x async for x in g]
log.clear(); print(run(closing()), log)
async def early_break():
    g = careful()
    async for x in g: break
    await g.aclose()
    return x
log.clear(); print(run(early_break()), log)
async def unstarted():
    g = careful(); await g.aclose()
    return [x async for x in g]
log.clear(); print(run(unstarted()), log)
async def bad_stop():
    yield 1
    raise StopAsyncIteration("inside")
async def bad_stop2():
    yield 1
    raise StopIteration("inside")
async def consume(g): return [x async for x in g]
for g in (bad_stop(), bad_stop2()):
    try:
        run(consume(g))
    except RuntimeError as error: print(error, repr(error.__cause__))
async def pipeline():
    async def double(source):
        async for x in source: yield x * 2
    async def evens(source):
        async for x in source:
            if x % 4 == 0: yield x
    return [x async for x in evens(double(numbers(6)))]
print(run(pipeline()))
async def ignoring():
    try: yield 1
    except GeneratorExit: yield 2
async def close_ignoring():
    g = ignoring(); await anext(g)
    await g.aclose()
try:
    run(close_ignoring())
except RuntimeError as error: print(error)
for bad in (lambda: aiter(5), lambda: anext(5), lambda: iter(numbers(1)), lambda: [*numbers(1)], lambda: next(numbers(1)), lambda: numbers(1).send(None)):
    try:
        bad()
    except (TypeError, AttributeError) as error: print(type(error).__name__, error)
g = numbers(1); print(aiter(g) is g, g.__name__, g.ag_running, g.ag_await, g.ag_frame is not None, g.ag_code.co_name, type(g.asend(None)).__name__ if False else "")
async def first_send():
    await numbers(2).asend("not none")
try:
    run(first_send())
except TypeError as error: print(error)
