# SPDX-License-Identifier: MIT
log = []

def note(name, value=None):
    log.append(name)
    return value

def show():
    print(" ".join(log))
    log.clear()

def f(*args, **kwargs):
    log.append("call")

note("function", f)(note("a"), *note("star", []), note("b"), k=note("k"), **note("double", {}))
show()

class Logger:
    def __getattr__(self, name):
        log.append("get " + name)
        return lambda *a, **k: log.append("call " + name)

Logger().method(note("argument"), key=note("keyword"))
show()

d = {}
d[note("key", 1)] = note("value", 2)
show()

def target(name):
    log.append(name)
    return d

target("left")[note("index", 3)] = target("right")[note("read", 1)]
show()
target("object")[note("i", 1)] += note("operand", 5)
show()
note("x", 1) + note("y", 2) * note("z", 3)
show()
note("first", 0) or note("second", 1) and note("third", 2)
show()
{note("k1", 1): note("v1"), note("k2", 2): note("v2")}
show()
[note("i1"), (note("t1"), note("t2")), {note("s1", 1)}]
show()
note("condition", True) and (note("then") if note("test", 0) else note("else"))
show()
note("a", 1) < note("b", 0) < note("c", 5)
show()
x = [0, 0]
i = 0
i, x[i] = 1, 7
print(i, x)
a, (b, c) = note("tuple", (1, (2, 3)))
show()
d2 = {note("1", 1): note("2"), **note("3", {}), note("4", 4): note("5")}
show()
assert note("assert", True), note("message")
show()
f"{note('f1')}{note('f2', 3):{note('spec', 4)}}"
show()
