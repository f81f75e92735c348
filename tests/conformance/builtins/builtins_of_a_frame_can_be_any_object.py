# SPDX-License-Identifier: MIT
# globals["__builtins__"] is only asked when a name is looked up there; None keeps programs from all of them.
import builtins


def attempt(source, builtins, locals=None):
    try:
        print(repr(source), eval(compile(source, "f", "exec" if ":" in source or "import" in source else "eval"), {"__builtins__": builtins}, locals))
    except BaseException as e:
        print(repr(source), type(e).__name__, e if not isinstance(e, SystemError) else "")
class D(dict):
    def __getitem__(self, k): print("get", k); return dict.__getitem__(self, k)
    def __missing__(self, k): print("missing", k); return None
class L:
    def __getitem__(self, k):
        if k == "one": return 1
        raise KeyError(k)
for b in None, 5, [], {}, D(vars(builtins)), D(), L(), "text", builtins:
    for s in "1 + x", "abs(-1)", "(lambda: abs(-1))()", "one", "(lambda: one)()", "import sys", "class A: pass":
        attempt(s, b, {"x": 2})
def f(): return f.__builtins__
g = type(f)(f.__code__, {"__builtins__": 5, "f": f})
print(g.__builtins__)
def h():
    import sys
    return sys._getframe().f_builtins
print(type(h()))
