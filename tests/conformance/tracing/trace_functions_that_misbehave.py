# Tracers that stop, fail, replace themselves, jump out of coroutines and delete what they look at.
import sys
def t(label, f):
    try:
        print(label, f())
    except BaseException as e:
        print(label, type(e).__name__, e)
    finally:
        if sys.gettrace(): sys.settrace(None); print("  was set")
def work(n=3):
    s = 0
    for i in range(n):
        s += i
    return s
def run(tracer, f=work):
    sys.settrace(tracer)
    try:
        return f()
    finally:
        sys.settrace(None)
log = []
def simple(f, e, a): log.append((f.f_code.co_name, e)); return simple
t("simple", lambda: run(simple)); print(len([x for x in log if x[0] == "work"]))
t("raises on call", lambda: run(lambda f, e, a: 1 / 0)); print(sys.gettrace())
def raises_on(ev):
    def tr(f, e, a):
        if e == ev and f.f_code.co_name == "work": raise KeyError(ev)
        return tr
    return tr
for ev in ("call", "line", "return"): t("raises " + ev, lambda: run(raises_on(ev)))
def unset(f, e, a):
    if e == "line": sys.settrace(None)
    return unset
t("unset", lambda: run(unset))
def local_none(f, e, a):
    f.f_trace = None; f.f_trace_lines = False; return None
t("none", lambda: run(local_none))
def deletes(f, e, a):
    del f.f_trace
    return deletes
t("del f_trace", lambda: run(deletes))
ops = []
def opcodes(f, e, a):
    f.f_trace_opcodes = True; f.f_trace_lines = False
    if f.f_code.co_name == "work": ops.append(e)
    return opcodes
t("opcodes", lambda: run(opcodes)); print(ops.count("opcode") > 10, ops.count("line"))
class Obj:
    def __init__(self): self.n = 0
    def __call__(self, f, e, a): self.n += 1; return self if self.n < 5 else 5
t("object", lambda: run(Obj())); t("not callable", lambda: run(5)); t("wrong args", lambda: run(lambda: 0))
def replaces(f, e, a):
    def other(f, e, a): log.append("other"); return None
    return other
log.clear(); t("replace", lambda: run(replaces)); print(log.count("other"))
def changes(f, e, a):
    if f.f_code.co_name == "work" and e == "line": f.f_locals["n"] = 99; f.f_locals["s"] = 50; f.f_locals["new"] = 1
    return changes
t("locals", lambda: run(changes))
def gen():
    yield 1
    yield 2
async def target():
    x = 0
    x += 1
    return x
def jumper(to):
    done = []
    def tr(f, e, a):
        if f.f_code in (target.__code__, gen.__code__) and e in ("line", "call") and len(done) < 2:
            try:
                f.f_lineno = f.f_code.co_firstlineno + to; done.append("ok")
            except ValueError as x: done.append(str(x))
        return tr
    return tr, done
for to in (-1, 0, 1, 2, 3):
    tr, done = jumper(to)
    def drive():
        c = target()
        try:
            c.send(None)
        except StopIteration as e: return e.value
        finally: c.close()
    t("coroutine %d" % to, lambda: run(tr, drive)); print(done)
    tr, done = jumper(to); t("generator %d" % to, lambda: run(tr, lambda: list(gen()))); print(done)
f = sys._getframe(); t("outside", lambda: setattr(f, "f_lineno", 3)); t("float", lambda: setattr(f, "f_lineno", 1.5)); t("del lineno", lambda: delattr(f, "f_lineno")); t("f_trace 5", lambda: setattr(f, "f_trace", 5)); f.f_trace = None; t("lines", lambda: setattr(f, "f_trace_lines", 5)); t("locals", lambda: setattr(f, "f_locals", {})); t("back", lambda: setattr(f, "f_back", None)); t("clear", lambda: f.clear())
calls = []
def prof(f, e, a): calls.append(e); return 5
sys.setprofile(prof); len("x"); work(); [].append(1); sorted([2, 1], key=abs); sys.setprofile(None); print([c for c in calls])
def badprof(f, e, a):
    if e == "c_call": raise KeyError("profile")
sys.setprofile(badprof)
try:
    len("x")
except KeyError as e: print("KeyError", e, sys.getprofile())
sys.setprofile(None)
def rec(f, e, a): work(1); return rec
t("recursive", lambda: run(rec))
