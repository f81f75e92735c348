# SPDX-License-Identifier: MIT
class Tick:
    def __await__(self): yield
async def agen(*items):
    for x in items:
        await Tick()
        yield x
def run(c):
    try:
        while True: c.send(None)
    except StopIteration as stop: return stop.value
async def f(x): await Tick(); return x
async def main():
    print([x async for x in agen(1, 2, 3)], {x async for x in agen(1, 1)}, {x: -x async for x in agen(1, 2)})
    print([x async for x in agen(1, 2, 3, 4) if x % 2 == 0], [await f(x) async for x in agen(1, 2)], [x for x in range(3) if await f(x)], [(x, y) async for x in agen(1, 2) async for y in agen("a", "b")])
    print([[y async for y in agen(*range(x))] async for x in agen(1, 2)], [[await f(y) for y in range(x)] for x in range(3)])
    gen = (x * 2 async for x in agen(1, 2)); print(type(gen).__name__, gen.__name__, [x async for x in gen])
    gen = (await f(x) for x in range(3)); print(type(gen).__name__, [x async for x in gen])
    print(sorted([x async for x in agen(3, 1)]), sum([x async for x in agen(1, 2)]), dict([(k, v) async for k, v in agen(("a", 1), ("b", 2))]))
    total = 0
    async for a, *b in agen((1, 2, 3), "xyz"): print(a, b, end="; ")
    async for total in agen(5, 6): pass
    print(total, [y := x async for x in agen(7)], y)
    d = {}
    async for d["k"] in agen(1, 2): pass
    print(d)
    return "done"
print(run(main()))
async def gen_with_return():
    yield 1
    return
    yield 2
async def empty():
    if False: yield
async def collect(g): return [x async for x in g]
print(run(collect(gen_with_return())), run(collect(empty())))
async def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
async def take(n, source):
    if n:
        async for x in source:
            yield x
            n -= 1
            if n == 0: break
print(run(collect(take(10, fib()))))
class Paged:
    def __init__(self, pages): self.pages = pages
    async def __aiter__(self):
        for page in self.pages:
            await Tick()
            for item in page: yield item
print(run(collect(Paged(["ab", [], "c"]))))
async def merge(*sources):
    iterators = [aiter(s) for s in sources]
    while iterators:
        for it in list(iterators):
            try: yield await anext(it)
            except StopAsyncIteration: iterators.remove(it)
print(run(collect(merge(agen(1, 2, 3), agen("a"), agen(None, True)))))
async def with_default(): return await anext(empty(), "fallback"), await anext(agen(9), 0)
print(run(with_default()))
