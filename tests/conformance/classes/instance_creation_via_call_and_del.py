# SPDX-License-Identifier: MIT
log = []

class Tracked:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        log.append(self.name)

x = Tracked("a")
del x
print(log)
y = Tracked("b")
y = Tracked("c")
print(log)
z = y
del y
print(log)
z = None
print(log)

def scope():
    local = Tracked("local")
    return "returned"

print(scope(), log)
[Tracked("temporary")]
print(log)
Tracked("unused")
d = {1: Tracked("in dict"), 2: [Tracked("in list in dict")]}
d[1] = None
print(log)
d.clear()
print(log)
t = (Tracked("tuple1"), Tracked("tuple2"))
del t
print(log)
log.clear()

class Resurrect:
    saved = None
    def __del__(self):
        log.append("resurrected")
        Resurrect.saved = self

r = Resurrect()
del r
print(log, Resurrect.saved is not None)
Resurrect.saved = None
print(log)

def f(a, b):
    a = None
    log.append("body")
    return b
log.clear()
f(Tracked("argument"), 1)
print(log)
log.clear()
for item in [Tracked("i1"), Tracked("i2")]:
    log.append("loop " + item.name)
item = None
print(log)
log.clear()
try:
    raise ValueError(Tracked("in exception"))
except ValueError:
    pass
print(log)
