# The awaitables of an async generator used a second time.
class E(Exception): pass
async def agen():
    i = 0
    while True:
        try:
            yield i
        except E:
            pass
        i += 1
async def plain():
    yield
def step(label, f):
    try:
        print(label, "yielded", f())
    except StopIteration as e:
        print(label, "StopIteration", e.value)
    except BaseException as e:
        print(label, type(e).__name__, e)
a = agen()
step("first", lambda: a.asend(None).send(None))
t = a.athrow(E)
step("throw", lambda: t.throw(E))
step("throw again", lambda: t.throw(E))
step("send", lambda: t.send(None))
step("send again", lambda: t.send(None))
s = a.asend(None)
step("asend", lambda: s.send(None))
step("asend again", lambda: s.send(None))
step("asend throw", lambda: s.throw(E))
s = a.asend(None); s.close()
step("closed asend", lambda: s.send(None))
step("closed asend throw", lambda: s.throw(E))
x = plain().aclose()
step("aclose throw", lambda: x.throw(GeneratorExit))
step("aclose throw again", lambda: x.throw(GeneratorExit))
b = plain()
c = b.aclose()
step("aclose", lambda: c.send(None))
step("aclose again", lambda: c.send(None))
step("after close", lambda: b.asend(None).send(None))
step("after close", lambda: b.__anext__().send(None))
step("close twice", lambda: b.aclose().send(None))
step("athrow closed", lambda: b.athrow(E).send(None))
d = plain()
step("send not none", lambda: d.asend(5).send(None))
step("aclose value", lambda: plain().aclose().send(1))
