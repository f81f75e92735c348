# SPDX-License-Identifier: MIT
x = "module"

class A:
    x = "class"
    seen = x
    def method(self):
        return x
    listed = [x for _ in range(1)]
    first_iterable = [c for c in x]
    function = lambda self: x

print(A.seen, A().method(), A.listed, A.first_iterable, A().function())

def outer():
    x = "function"
    class B:
        before = x
        x = "class"
        after = x
        def method(self):
            return x
    return B.before, B.after, B().method() if False else None

try:
    print(outer())
except NameError as error:
    print(type(error).__name__, error)

def closing():
    y = "function"
    class C:
        read = y
        def method(self):
            return y
        class D:
            inner = y
    return C.read, C().method(), C.D.inner

print(closing())

class Fallback:
    try:
        unknown
    except NameError as error:
        text = str(error)
    x = x + "!"
    del x

print(Fallback.text, hasattr(Fallback, "x"), x)

def nonlocal_from_class():
    z = 1
    class E:
        nonlocal z
        z = 2
    return z, hasattr(E, "z")

print(nonlocal_from_class())

class Names:
    a = 1
    b = [a, 2]
    print(sorted(k for k in locals() if not k.startswith("__")))
