# SPDX-License-Identifier: MIT
# Generators that loops and `yield from` resume: tracing that begins inside, StopIteration, recursion, what is handled.
import sys
events = []
def tracer(frame, event, arg):
    if frame.f_code.co_name in ("inner", "outer", "main"):
        events.append((frame.f_code.co_name, event, frame.f_lineno, arg if event in ("return",) else None))
    return tracer
def inner():
    sys.settrace(tracer)
    sys._getframe().f_trace = tracer
    sys._getframe(1).f_trace = tracer
    yield 1
    yield 2
    return [3]
def outer():
    x = yield from inner()
    yield x
    return "end"
def main():
    for i in outer():
        events.append(i)
main()
for i in inner():
    pass
sys.settrace(None)
for e in events: print(e)
# exceptions
def bad():
    yield 1
    raise StopIteration(3)
def wrap():
    try:
        yield from bad()
    except RuntimeError as e:
        print(repr(e), repr(e.__cause__), repr(e.__context__))
        raise KeyError from e
try:
    for x in wrap(): print(x)
except KeyError as e:
    print(repr(e.__cause__), repr(e.__context__))
def rec(n):
    if n: yield from rec(n - 1)
    yield n
try:
    print(sum(1 for _ in rec(900)))
    for x in rec(2000): pass
except RecursionError as e: print(e)
def me():
    for x in g: yield x
g = me()
try: 
    for x in g: pass
except ValueError as e: print(e)
def handling():
    try: 1/0
    except ZeroDivisionError:
        yield sys.exc_info()[0]
        yield sys.exc_info()[0]
try:
    raise KeyError
except KeyError:
    for t in handling(): print(t, sys.exc_info()[0])
def deep():
    import traceback
    yield traceback.format_stack()[-2:]
for s in deep(): print(s)
def closer():
    try:
        yield 1
    finally:
        print("closed")
for x in closer():
    break
def gi():
    yield g2.gi_running, g2.gi_frame.f_back.f_code.co_name
g2 = gi()
for x in g2: print(x, g2.gi_running, g2.gi_frame.f_back)
async def coro(n):
    if n: return await coro(n-1) + 1
    return 0
c = coro(50)
try: c.send(None)
except StopIteration as e: print(e.value)
import weakref
class A: pass
def holds():
    a = A(); w.append(weakref.ref(a)); yield 1
w = []
for x in holds(): print(w[0]() is not None)
print(w[0]())
def big():
    for i in gen3():
        yield i
def gen3():
    yield 1; yield 2
print(list(big()), [x for x in big()], [*big()], sum(big()), dict(zip(big(), big())))
