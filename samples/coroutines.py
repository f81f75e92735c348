# SPDX-License-Identifier: MIT
# `async def` makes a coroutine: a generator in other clothes. `await` is `yield from` for objects with __await__.
# An event loop is nothing but a loop that calls send(): here is one in 15 lines.


class Sleep:
    def __init__(self, ticks):
        self.ticks = ticks

    def __await__(self):
        yield self.ticks                # travels through all awaiting coroutines to whoever called send()


def run(*coroutines):
    time = 0
    waiting = [(0, number, coroutine) for number, coroutine in enumerate(coroutines)]
    while waiting:
        waiting.sort(key=lambda entry: entry[:2])
        time, number, coroutine = waiting.pop(0)
        try:
            ticks = coroutine.send(None)
        except StopIteration as stop:
            print(f"{time:2}: coroutine {number} returned {stop.value!r}")
        else:
            waiting.append((time + ticks, number, coroutine))


async def brew(what, ticks):
    print("   start", what)
    await Sleep(ticks)
    print("   done ", what)
    return what


async def breakfast():
    return [await brew("tea", 3), await brew("egg", 2)]     # one after the other


async def numbers(n):
    for i in range(n):
        await Sleep(1)
        yield i                         # an asynchronous generator


async def add():
    return sum([i async for i in numbers(4)])


run(breakfast(), brew("coffee", 4), add())
