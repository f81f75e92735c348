# Coroutines nobody awaits, their origin, their reuse, their frames.
import sys, warnings, types
shown = []
warnings.showwarning = lambda m, c, f, l, *a: print("warning", c.__name__, m)
warnings.simplefilter("always")
async def co(x=1): return x
def t(label, f):
    try:
        print(label, f())
    except BaseException as e:
        print(label, type(e).__name__, e)
c = co(); del c
c = co(); t("send", lambda: c.send(None)); t("again", lambda: c.send(None)); t("throw", lambda: c.throw(KeyError)); t("close", lambda: c.close())
c = co(); c.close(); t("closed send", lambda: c.send(None)); t("closed throw", lambda: c.throw(KeyError))
c = co(); t("throw unstarted", lambda: c.throw(KeyError("k"))); t("iter", lambda: iter(c)); t("next", lambda: next(c)); t("await type", lambda: type(c.__await__()).__name__)
c = co(); print(c.cr_suspended, c.cr_running, c.cr_frame is not None, c.cr_code.co_name, c.__name__, c.__qualname__); t("frame clear", lambda: c.cr_frame.clear()); t("frame cleared", lambda: c.send(None)); print(c.cr_frame)
@types.coroutine
def pause():
    yield 1
async def waits():
    await pause()
    return "done"
c = waits(); c.send(None); print(c.cr_suspended, c.cr_await.gi_code.co_name); t("send value", lambda: c.send(5)); c = waits(); t("send unstarted", lambda: c.send(5)); c.close()
w = waits().__await__(); t("wrapper", lambda: next(w)); t("wrapper 2", lambda: next(w)); t("wrapper 3", lambda: next(w)); w = waits().__await__(); w.close(); t("wrapper closed", lambda: w.send(None))
async def agen(): yield 1
a = agen(); x = a.asend(None); del x; x = a.aclose(); del x; x = a.athrow(KeyError); del x; del a
class NotAiter: pass
class BadAiter:
    def __aiter__(self): return 5
class BadAnext:
    def __aiter__(self): return self
    def __anext__(self): return 5
class RaisingAiter:
    def __aiter__(self): raise KeyError("aiter")
async def loop(x):
    async for i in x: pass
async def comp(x): return [i async for i in x]
async def ctx(x):
    async with x: pass
for x in (NotAiter(), BadAiter(), BadAnext(), RaisingAiter(), [1], 5): c = loop(x); t("for " + type(x).__name__, lambda: c.send(None)); c = comp(x); t("comp " + type(x).__name__, lambda: c.send(None))
class NoExit:
    async def __aenter__(self): return 1
class SyncEnter:
    def __aenter__(self): return 5
    def __aexit__(self, *a): return 5
class BadExit:
    async def __aenter__(self): return 1
    def __aexit__(self, *a): return 5
for x in (5, NoExit(), SyncEnter(), BadExit()): c = ctx(x); t("with " + type(x).__name__, lambda: c.send(None))
async def nested(): await co2
co2 = co(); c1, c2 = nested(), nested(); t("n1", lambda: c1.send(None)); t("n2", lambda: c2.send(None))
t("aiter()", lambda: aiter(5)); t("anext()", lambda: anext(5)); t("anext default", lambda: type(anext(agen(), 1)).__name__)
async def an():
    g = agen()
    return await anext(g), await anext(g, "default"), await anext(g, None)
c = an(); t("anext", lambda: c.send(None))
def hook():
    seen = []
    old = sys.get_asyncgen_hooks(); sys.set_asyncgen_hooks(firstiter=lambda g: seen.append("first"), finalizer=lambda g: seen.append("final"))
    g = agen()
    try:
        g.asend(None).send(None)
    except StopIteration: pass
    del g; sys.set_asyncgen_hooks(*old); return seen
t("hooks", hook); t("bad hooks", lambda: sys.set_asyncgen_hooks(firstiter=5))
keep = co()
warnings.showwarning = lambda *a: None
