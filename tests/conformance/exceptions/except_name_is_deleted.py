# SPDX-License-Identifier: MIT
try:
    raise ValueError("x")
except ValueError as e:
    kept = e
try:
    e
except NameError as error:
    print(error)
print(kept)
e = "before"
try:
    raise KeyError
except KeyError as e:
    pass
print("e" in globals())
def f():
    e = "local"
    try: raise KeyError
    except KeyError as e: pass
    try: return e
    except UnboundLocalError as error: return str(error)
print(f())
def deleted_inside():
    try: raise KeyError
    except KeyError as e: del e
    return "no error when the name is already gone"
print(deleted_inside())
def reassigned():
    try: raise KeyError
    except KeyError as e: e = 5
    try: return e
    except UnboundLocalError: return "gone even when reassigned"
print(reassigned())
def with_return():
    try: raise KeyError("k")
    except KeyError as e: return e
print(repr(with_return()))
def loop():
    for i in range(3):
        try: raise KeyError(i)
        except KeyError as e:
            if i == 1: break
            continue
    return "e" in locals()
print(loop())
def closure():
    try: raise KeyError("captured")
    except KeyError as e: function = lambda: e
    try: return function()
    except NameError as error: return str(error)
print(closure())
class Body:
    try: raise KeyError
    except KeyError as e: pass
    has = "e" in locals()
print(Body.has)
log = []
class Noisy(Exception):
    def __del__(self): log.append("freed")
try: raise Noisy
except Noisy as n: log.append("handling")
log.append("after"); print(log)
def no_cycle():
    try: raise Noisy
    except Noisy as e: error = e
    log.append("kept in a local: a cycle")
    del error
log.clear(); no_cycle(); print(log)
def global_name():
    global ge
    try: raise KeyError
    except KeyError as ge: pass
global_name(); print("ge" in globals())
