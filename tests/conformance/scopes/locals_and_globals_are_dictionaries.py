# SPDX-License-Identifier: MIT
def f(a, b=2, *c, d, **e):
    g = 1
    return locals()

result = f(1, 3, 4, d=5, z=6)
print(list(result.items()))

def snapshot():
    x = 1
    before = locals()
    x = 2
    after = locals()
    return before is after, before["x"], sorted(after)

print(snapshot())

def cell():
    x = 1
    def inner():
        return x
    return sorted(locals())

print(cell())

def free():
    x = 5
    def inner():
        x
        y = 1
        return locals()
    return inner()

print(free())
globals()["injected"] = 42
print(injected, globals() is locals(), __name__)

class Body:
    a = 1
    locals()["b"] = 2

print(Body.b)
print([sorted(locals()) for k in range(1)] if False else "skipped")
print(vars() is globals())
def empty():
    return locals()
print(empty(), type(empty()))
del injected
try:
    injected
except NameError as e:
    print(e)
