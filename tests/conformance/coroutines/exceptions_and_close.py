# SPDX-License-Identifier: MIT
class Pause:
    def __await__(self):
        try:
            return (yield "paused")
        except KeyError as error:
            return f"handled {error}"

log = []
async def work(name):
    try:
        result = await Pause()
        log.append(f"{name} got {result}")
        result = await Pause()
    except ValueError as error:
        log.append(f"{name} caught {error}")
        return "recovered"
    finally:
        log.append(f"{name} finally")

c = work("a"); c.send(None); print(c.throw(KeyError("k")), log)
try:
    c.throw(ValueError("v"))
except StopIteration as stop:
    print(stop.value, log)
log.clear(); c = work("b"); c.send(None); c.close(); print(log)
log.clear(); c = work("c"); c.close(); print(log)
c = work("d"); c.send(None)
try:
    c.throw(TypeError("t"))
except TypeError as error:
    print(error, log)
async def raises():
    await Pause()
    raise StopIteration("leak")
c = raises(); c.send(None)
try:
    c.send(1)
except RuntimeError as error:
    print(error, repr(error.__cause__))
async def ignores():
    for attempt in range(2):
        try: await Pause()
        except GeneratorExit: pass
c = ignores(); c.send(None)
try:
    c.close()
except RuntimeError as error:
    print(error)
async def chain():
    try:
        await failing()
    except ZeroDivisionError as error:
        raise LookupError("wrapped") from error
async def failing(): return 1 / 0
try:
    chain().send(None)
except LookupError as error:
    print(error, repr(error.__cause__))
async def nested_finally():
    try:
        try: await Pause()
        finally: log.append("inner"); await Pause(); log.append("after await in finally")
    except BaseException as error: log.append(type(error).__name__); raise
log.clear(); c = nested_finally(); c.send(None)
print(c.throw(RuntimeError("r")), log)
try:
    c.send(None)
except RuntimeError as error:
    print(error, log)
async def self_await():
    await me
me = self_await()
try:
    me.send(None)
except ValueError as error:
    print(error)
async def twice(c):
    await c
p = Pause.__await__
async def shared(): await Pause()
s = shared(); first, second = twice(s), twice(s); first.send(None)
try:
    second.send(None)
except RuntimeError as error:
    print(error)
first.close()
