# SPDX-License-Identifier: MIT
space = {"x": 1}
exec("y = x + 1\ndef f(): return x * 10", space)
print(space["y"], space["f"](), "__builtins__" in space)
print(eval("x + y", space), eval("x + z", space, {"z": 5}))

local = {}
exec("a = 1\nb = a + 1", {}, local)
print(local)

def inside():
    v = 1
    exec("v = 2")
    return v, eval("v + 1"), sorted(locals())

print(inside())

class Log(dict):
    def __missing__(self, key):
        return f"<{key}>"

print(eval("a + b", {}, Log(a="A")))
code = compile("n * 2", "here", "eval")
print([eval(code, {"n": n}) for n in range(3)], code.co_filename, code.co_name)
single = compile("1 + 1\n", "s", "single")
exec(single)
exec("for i in range(2): i", {})
try:
    eval("x = 1")
except SyntaxError as error:
    print(error.msg)
try:
    exec("missing", {"__builtins__": {}})
except NameError as error:
    print(error)
try:
    exec("print(1)", {"__builtins__": {}})
except NameError as error:
    print(error)
print(sorted(k for k in globals() if len(k) == 1))
exec("class K:\n  def m(self): return __class__.__name__\nprint(K().m())", {"__name__": "m"})
try:
    exec("x", [])
except TypeError as error:
    print(error)
print(eval("   1 + 2"), eval(b"3 + 4"))
