# SPDX-License-Identifier: MIT
import builtins
log = []
original = builtins.__import__
def tracing(name, globals=None, locals=None, fromlist=(), level=0):
    log.append((name, fromlist, level))
    return original(name, globals, locals, fromlist, level)
builtins.__import__ = tracing
import sys
from sys import argv, path as p
import once.state
import once.state as s
from once import state as t, runs
builtins.__import__ = original
for entry in log:
    if not (entry[0] == "once" and entry[1] == ("runs",)):
        print(entry)
def fake(name, *rest):
    return f"<{name} {rest[2] if len(rest) > 2 else None}>"
builtins.__import__ = fake
import anything
import a.b.c
builtins.__import__ = original
print(anything, a)
builtins.__import__ = fake
try:
    from something import name
except ImportError as error:
    print(error)
except AttributeError as error:
    print(error)
finally:
    builtins.__import__ = original
del builtins.__import__
try:
    import sys
except ImportError as error:
    print(error)
builtins.__import__ = original
print(builtins.len is len, builtins.__name__, "print" in dir(builtins))
builtins.added_builtin = "visible everywhere"
print(added_builtin)
del builtins.added_builtin
len = lambda x: "shadowed"
print(len([1]), builtins.len([1]))
del len
print(len([1]))
