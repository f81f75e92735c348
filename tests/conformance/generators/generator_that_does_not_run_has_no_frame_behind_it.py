# A generator which is not running has no frame behind it.
import sys
def g():
    yield sys._getframe().f_back.f_code.co_name
    yield 2
def f(): return g()
def spam(): return 1
gen = f()
print(gen.gi_frame.f_back, gen.gi_frame.f_lineno, gen.gi_frame.f_lasti)
spam()
print(gen.gi_frame.f_back, gen.gi_yieldfrom, gen.gi_running, gen.gi_suspended)
print(next(gen))
print(gen.gi_frame.f_back, gen.gi_frame.f_lineno, gen.gi_suspended)
fr = gen.gi_frame
print(list(gen), gen.gi_frame, fr.f_back, fr.f_lineno)
async def co():
    pass
c = co()
print(c.cr_frame.f_back, c.cr_await, c.cr_origin)
c.close()
print(c.cr_frame)
def deleg():
    yield from inner
inner = g()
d = deleg()
next(d)
print(d.gi_yieldfrom is inner, inner.gi_frame.f_back)
try:
    fr.clear(); print("cleared")
    d.gi_frame.clear()
    print(d.gi_frame, inner.gi_frame is None)
except RuntimeError as e:
    print(e)
