# SPDX-License-Identifier: MIT
def f(*, a, b=2):
    return a, b

def g(x, *args, a=1, b):
    return x, args, a, b

def h(*args, a):
    return args, a

print(f(a=1), f(b=1, a=0), g(0, b=5), g(0, 1, 2, b=3, a=4), h(a=1), h(1, 2, a=3))
print(f.__kwdefaults__, g.__kwdefaults__, h.__kwdefaults__)
print(g.__code__.co_kwonlyargcount, g.__code__.co_varnames)

n = 0
def count():
    global n
    n += 1
    return n

def ordered(a=count(), *, b=count(), c, d=count()):
    return a, b, c, d

print(ordered(c=0), ordered.__defaults__, sorted(ordered.__kwdefaults__.items()))

class K:
    def method(self, *, flag=False):
        return flag
    def __init__(self, *, size=1):
        self.size = size

print(K().method(flag=True), K(size=4).size)
try:
    K(4)
except TypeError as error:
    print(error)
try:
    K().method(True)
except TypeError as error:
    print(error)
for source in ["def f(*): pass", "def f(*, **k): pass", "def f(a, *, a): pass", "def f(**k, a): pass",
               "def f(a=1, b): pass", "def f(*a, *b): pass", "def f(/, a): pass", "def f(a, /, b, /): pass",
               "lambda *: 1", "def f(*a=1): pass", "def f(a, *, /): pass"]:
    try:
        compile(source, "s", "exec")
    except SyntaxError as error:
        print(source, "->", error.msg)
