# SPDX-License-Identifier: MIT
class Pause:
    def __init__(self, tag): self.tag = tag
    def __await__(self):
        received = yield self.tag
        return f"{self.tag}:{received}"

async def inner(n):
    first = await Pause(f"first{n}")
    second = await Pause(f"second{n}")
    return [first, second]

async def outer():
    a = await inner(1)
    b = await inner(2)
    return a + b

c = outer()
print(type(c).__name__, c.__name__, c.cr_running, c.cr_await, c.cr_frame is not None, c.cr_code.co_name)
print(c.send(None), c.send("x"), c.cr_await.__name__, c.send("y"), c.send("z"))
try:
    c.send("w")
except StopIteration as stop:
    print(stop.value)
try:
    c.send(None)
except RuntimeError as error:
    print(error)

def run(coroutine, values=()):
    values = iter(values)
    try:
        while True:
            coroutine.send(next(values, None))
    except StopIteration as stop:
        return stop.value

print(run(outer(), [None, 1, 2, 3, 4]))
async def plain(): return 5
async def nothing(): pass
async def compute(): return await plain() + await plain() * 2
print(run(plain()), run(nothing()), run(compute()))
stored = plain()
async def bad(value): await value
for value in (5, None, "text", [1], (x for x in ()), plain, type("A", (), {"__await__": lambda self: 5})(), type("B", (), {"__await__": lambda self: stored})()):
    try:
        run(bad(value))
    except TypeError as error:
        text = str(error)
        print(text)
        if hasattr(value, "close"): value.close()
stored.close()
c = plain()
for operation in (lambda: iter(c), lambda: next(c), lambda: list(c), lambda: [*c], lambda: c()):
    try:
        operation()
    except TypeError as error:
        print(error)
c.close()
c = plain(); run(c)
try:
    run(bad(c))
except RuntimeError as error:
    print(error)
c = outer()
try:
    c.send("not none")
except TypeError as error:
    print(error)
c.close(); c.close(); print(c.cr_frame)
w = plain().__await__(); print(type(w).__name__, run(w) if hasattr(w, "send") else "")
