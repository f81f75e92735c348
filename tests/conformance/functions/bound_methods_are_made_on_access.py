# SPDX-License-Identifier: MIT
class A:
    def __init__(self, n):
        self.n = n
    def get(self, plus=0):
        return self.n + plus
    def __eq__(self, other):
        return True
    __hash__ = None

a, b = A(1), A(1)
m = a.get
print(m(), m(5), m.__self__ is a, m.__func__ is A.get, a.get is a.get, a.get == a.get)
print(a.get == b.get, a.get != b.get, A.get is A.get)
a.n = 10
print(m(), A.get(a, 1), m.__name__, m.__doc__)
a.get = lambda: "instance"
print(a.get(), A.get(a), "get" in a.__dict__)
del a.get
print(a.get())
try:
    m.attribute = 1
except AttributeError as error:
    print(error)
A.get.attribute = "on function"
print(m.attribute)
print([].append == [].append, "x".upper == "x".upper, hash("x".upper) == hash("x".upper))
append = [].append
items = append.__self__
append(1)
print(items, append.__name__, type(append).__name__, type(m).__name__)

class B:
    call = len
    static = staticmethod(len)
    lam = lambda self: "lambda"
    other = a.get
    cls = int

x = B()
print(x.call("abc"), x.static("ab"), x.lam(), x.other(), x.cls("7"))
method_type = type(m)
print(method_type(len, "abcd")(), method_type(lambda s, t: s + t, 1)(2))
try:
    method_type(1, 2)
except TypeError as error:
    print(error)
