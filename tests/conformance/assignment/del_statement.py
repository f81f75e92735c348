# SPDX-License-Identifier: MIT
x = 1; del x
try: x
except NameError as error: print(error)
try: del x
except NameError as error: print(error)
a, b, c = 1, 2, 3; del a, (b, c)
print([n for n in "abc" if n in globals()])
l = [1, 2, 3, 4, 5]; del l[0], l[-1]; del l[1:]; print(l)
d = {"a": 1, "b": 2}; del d["a"]; print(d)
try: del d["zz"]
except KeyError as error: print(repr(error))
class O: v = 1
o = O(); o.x = 1; del o.x; print(vars(o))
for source in ["del o.x", "del o.v", "del O.nope", "del (1,)[0]", "del 'abc'[0]", "del {1}[0]", "del l['k']", "del l[10]", "del undefined_thing", "del o[0]", "del print.__name__", "del int.x"]:
    try: exec(source); print(source, "ok")
    except Exception as error: print(source, "->", type(error).__name__, error)
def local():
    y = 1
    del y
    try: return y
    except UnboundLocalError as error: return str(error)
print(local())
def loop():
    for i in range(3): pass
    del i
    return "i" in locals()
print(loop())
def cell():
    v = 1
    def get(): return v
    def remove():
        nonlocal v
        del v
    remove()
    try: get()
    except NameError as error: print(error)
    v = 2
    return get()
print(cell())
def glob():
    global made
    made = 1; del made
    return "made" in globals()
print(glob())
class Body:
    temp = 1; kept = temp + 1; del temp
print(hasattr(Body, "temp"), Body.kept); del Body.kept; print(hasattr(Body, "kept"))
for source in ["del 1", "del f()", "del a + b", "del (a, 1)", "del None", "del a.b()", "del *a", "del (yield)", "del [a, b", "del", "del a,", "del (a), [b], (c, [d])", "del x if y else z", "del a := 1", "del {}", "del a[0], b.c, d", "del ()", "del []", "del 'x'", "del lambda: 1", "del a < b", "del __debug__", "del x = 1", "del a and b", "del not a", "del -a", "del ..."]:
    try: compile(source, "s", "exec"); print(source, "-> ok")
    except SyntaxError as error: print(source, "->", error.msg)
import sys
log = []
class T:
    def __del__(self): log.append("freed")
t = T(); u = t; del t; print(log); del u; print(log)
p = [T()]; del p[0]; print(len(log)); q = {1: T()}; del q[1]; print(len(log)); del p; print("p" in globals())
