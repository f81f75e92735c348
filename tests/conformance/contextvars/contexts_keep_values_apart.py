from contextvars import *
v = ContextVar("v", default=0); w = ContextVar("w")
t = v.set(5)
print(v.get(), w.get("d"), t.old_value is Token.MISSING, t.var is v, v.name)
c = copy_context()
def inside(n): v.set(n); return v.get(), list(c.values())
print(c.run(inside, 9), v.get(), c[v], v in c, w in c, len(c), [k.name for k in c], c.get(w, "none"), c.copy() == c)
v.reset(t); print(v.get())
for f in (lambda: w.get(), lambda: v.reset(t), lambda: w.reset(v.set(1)), lambda: c[w], lambda: c["x"], lambda: ContextVar(3), lambda: Token(), lambda: Context(1), lambda: c.run(c.run, print), lambda: c.run(), lambda: hash(c)):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, str(error).split(" at 0x")[0])
