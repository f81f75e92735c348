# SPDX-License-Identifier: MIT
log = []
def n(name, value=None): log.append(name); return value
class O:
    def __getattr__(self, name): log.append(f"get .{name}"); return self
    def __setattr__(self, name, value): log.append(f"set .{name}={value}")
    def __getitem__(self, key): log.append(f"get [{key}]"); return 1
    def __setitem__(self, key, value): log.append(f"set [{key}]={value}")
    def __delitem__(self, key): log.append(f"del [{key}]")
    def __delattr__(self, name): log.append(f"del .{name}")
o = O()
def show(): print("; ".join(log)); log.clear()
n("target", o)[n("key", "k")] = n("value", 1); show()
n("a", o).x = n("b", o).y = n("value", 2); show()
n("t1", o)[n("k1", 1)], n("t2", o)[n("k2", 2)] = n("v1", 1), n("v2", 2); show()
n("aug", o)[n("key", 5)] += n("operand", 10); show()
o.p.q[0] += 1; show()
o.attr = o.other = 5; show()
del n("d", o)[n("dk", 3)], o.gone; show()
x = y = n("once", []); print(x is y); show()
a: n("annotation", int) = n("annotated value", 1); show()
n("at", o).attr: n("attr annotation", int) = n("attr value", 3); show()
n("it", o)[n("ik", 1)]: n("item annotation", int) = n("item value", 3); show()
n("only", o).attr: n("bare annotation", int); show()
b: int; print("b" in globals(), __annotations__)
for o[n("loop key", 0)] in n("iterable", [1, 2]): log.append("body")
show()
with_value = [n("first"), n("second")][n("index", 0)]; show()
def f():
    x = 1
    x, y = 2, x
    return x, y
print(f())
s = [1, 2, 3]; s[0], s = 9, s; print(s)
i = 0; arr = [0, 0, 0]; i, arr[i], i = 1, 5, 2; print(i, arr)
v = v2 = 0; v, v2 = v2 + 1, v + 2; print(v, v2)
d = {}; d["a"] = d["b"] = d; print(len(d), d["a"] is d)
x = [1, 2]; x[0], x[1] = x[1], x[0]; print(x); x = x[::-1] = x or 5; print(x)
q = 5; q = q + (q := 10); print(q); z = (z := 3) + z; print(z)
t = ([1],)
try: t[0] += [2]
except TypeError as error: print(error, t)
try: undefined += 1
except NameError as error: print(error)
