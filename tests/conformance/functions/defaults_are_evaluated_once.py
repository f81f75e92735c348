# SPDX-License-Identifier: MIT
def trace(value, log=[]):
    log.append(value)
    return log

print(trace(1), trace(2), trace.__defaults__)

def order(a=print("default a"), b=print("default b")):
    return a, b

print(order())
x = 1
def captured(value=x):
    return value
x = 2
print(captured(), x)

def keyword(*, items={}):
    items[len(items)] = True
    return len(items)

print(keyword(), keyword(), keyword(items={}))

def made():
    n = 0
    def inner(default=[n]):
        default.append(len(default))
        return default
    return inner

one, two = made(), made()
print(one(), one(), two())

def decorator(f):
    print("decorate", f.__name__)
    return f

def tag(text):
    print("tag", text)
    return lambda f: f

@tag("first")
@decorator
def ordered(a=print("default"), *, b: print("annotation") = print("keyword default")) -> print("return"):
    pass
