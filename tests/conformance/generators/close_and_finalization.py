# SPDX-License-Identifier: MIT
log = []

def g(name):
    try:
        yield 1
        yield 2
    except GeneratorExit:
        log.append(name + " exit")
        raise
    finally:
        log.append(name + " finally")

a = g("a"); next(a); print(a.close(), log)
b = g("b"); print(b.close(), log, list(b))
c = g("c"); next(c); del c; print(log)
for x in g("d"):
    break
print(log)
del x
def ignoring():
    for attempt in range(2):
        try:
            yield
        except GeneratorExit:
            log.append("ignored")
i = ignoring(); next(i)
try:
    i.close()
except RuntimeError as error:
    print(error)
def returns():
    try:
        yield
    except GeneratorExit:
        return "value"
r = returns(); next(r); print(r.close(), r.close())
def raises():
    try:
        yield
    finally:
        raise KeyError("in finally")
k = raises(); next(k)
try:
    k.close()
except KeyError as error:
    print(repr(error), repr(error.__context__))
log.clear()
def outer():
    try:
        yield from inner()
    finally:
        log.append("outer")
def inner():
    try:
        yield 1
    finally:
        log.append("inner")
o = outer(); next(o); o.close(); print(log)
def swallow():
    try:
        yield 1
    except GeneratorExit:
        pass
s = swallow(); next(s); print(s.close(), next(s, "exhausted"))
def with_context():
    class CM:
        def __enter__(self): log.append("enter")
        def __exit__(self, *args): log.append("exit " + args[0].__name__)
    with CM():
        yield
log.clear(); w = with_context(); next(w); w.close(); print(log)
def in_loop():
    for i in range(3):
        try:
            yield i
        finally:
            log.append(i)
log.clear()
for value in in_loop():
    if value == 1: break
print(log); del value
import gc; gc.collect(); print(log)
def never_started():
    try: yield
    finally: log.append("never")
n = never_started(); del n; print("never" in log)
