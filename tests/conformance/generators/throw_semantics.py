# SPDX-License-Identifier: MIT
def g():
    try:
        yield 1
    except ValueError as error:
        print("caught", error)
        yield "recovered"
    finally:
        print("finally")

x = g()
print(next(x), x.throw(ValueError("v")))
try:
    next(x)
except StopIteration:
    print("stop")
x = g(); next(x)
try:
    x.throw(KeyError("k"))
except KeyError as error:
    print("out", error)
x = g()
try:
    x.throw(TypeError("before start"))
except TypeError as error:
    print(error)
print(list(x))
x = g(); list(x)
try:
    x.throw(RuntimeError("after end"))
except RuntimeError as error:
    print(error)

def variants():
    while True:
        try:
            yield
        except Exception as error:
            print(type(error).__name__, error.args)

v = variants(); next(v)
v.throw(ValueError)
v.throw(ValueError, "message")
v.throw(ValueError, ValueError("instance"))
v.throw(ValueError, (1, 2))
v.throw(ValueError("only"))
for args in [(5,), ("text",), (ValueError("x"), "y"), (int,), ()]:
    try:
        v.throw(*args)
    except TypeError as error:
        print("TypeError", error)

def stops():
    yield 1
    raise StopIteration("inside")
try:
    list(stops())
except RuntimeError as error:
    print(error, repr(error.__cause__))

def returns_in_except():
    try:
        yield 1
    except ValueError:
        return "from except"
r = returns_in_except(); next(r)
try:
    r.throw(ValueError)
except StopIteration as error:
    print(error.value)

def context():
    try:
        yield
    except KeyError:
        raise ValueError("new")
c = context(); next(c)
try:
    c.throw(KeyError("old"))
except ValueError as error:
    print(repr(error.__context__), error.__cause__)
def reraises():
    try:
        raise ValueError("own")
    except ValueError:
        try:
            yield
        except KeyError as error:
            print("context inside:", repr(error.__context__))
rr = reraises(); next(rr)
try:
    rr.throw(KeyError("x"))
except StopIteration:
    print("done")
