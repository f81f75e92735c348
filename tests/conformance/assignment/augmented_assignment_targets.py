# SPDX-License-Identifier: MIT
x = 1; x += 2; x *= 3; x -= 1; x /= 2; x //= 1; x **= 3; x %= 10; print(x)
n = 5; n <<= 2; n >>= 1; n |= 1; n &= 7; n ^= 2; print(n)
l = [1, 2, 3]; l[0] += 10; l[-1] *= 2; l[1:2] += [7, 8]; print(l)
d = {"a": 1}; d["a"] += 1; print(d)
try: d["b"] += 1
except KeyError as error: print(repr(error))
class O: count = 0
o = O(); o.count += 1; o.count += 1; print(o.count, O.count, vars(o)); O.count += 5; print(O.count)
s = "a"; s += "b"; s *= 2; print(s)
t = (1,); t += (2,); t *= 2; print(t)
m = [[0] * 2 for _ in range(2)]; m[0][1] += 5; m[1][0] -= 1; print(m)
def index(): print("index once", end=" "); return 0
l[index()] += 1; print(l[0])
def f():
    total = 0
    for i in range(5): total += i
    return total
print(f())
def closure():
    n = 0
    def add():
        nonlocal n
        n += 1
        return n
    add(); add()
    return n
print(closure())
g = 1
def glob():
    global g
    g += 1
glob(); print(g)
class M:
    def __matmul__(self, o): return "matmul"
    def __imatmul__(self, o): return "imatmul"
a = M(); a @= 1; print(a)
a = b = [1]; a += [2]; print(b); a = a + [3]; print(b)
a = b = (1,); a += (2,); print(b); a = b = 1; a += 1; print(b)
q = [1]; q += q; q += "ab"; q += (x for x in [5]); print(q)
for source in ["1 += 1", "f() += 1", "a + b += 1", "(a, b) += 1", "[a] += 1", "a += b += 1", "a += b = 1", "None += 1", "a, b += 1", "(a) += 1", "a.b += 1", "a[0] += 1", "(a.b) += 1", "*a += 1", "x: int += 1", "lambda: a += 1", "a += yield", "def f(): a += yield", "a =+ 1", "a += *b", "a += *b, c", "a += 1, 2", "a if b else c += 1", "'x' += 1", "a += (b := 2)", "f'' += 1", "a **= -1", "a -= -b", "a++", "a ++ b", "a += ", "True += 1", "__debug__ += 1"]:
    try: compile(source, "s", "exec"); print(source, "-> ok")
    except SyntaxError as error: print(source, "->", error.msg)
class Desc:
    def __get__(self, i, o): print("get", end=" "); return 10
    def __set__(self, i, v): print("set", v)
class H: d = Desc()
h = H(); h.d += 5; h.d *= 2
class Idx(dict):
    def __missing__(self, k): return 0
c = Idx()
for ch in "hello": c[ch] += 1
print(c); f1 = 0.1; f1 += 0.2; print(f1); f1 -= f1; print(f1); z = 1j; z *= z; print(z); by = b"a"; by += b"b"; print(by)
