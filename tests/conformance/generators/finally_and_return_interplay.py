# SPDX-License-Identifier: MIT
def a():
    try:
        return "try"
    finally:
        print("finally")
def b():
    try:
        return "try"
    finally:
        return "finally"
def c():
    try:
        1 / 0
    finally:
        return "swallowed"
def d():
    for i in range(3):
        try:
            continue
        finally:
            print("f", i, end=" ")
    return "end"
def e():
    while True:
        try:
            return "value"
        finally:
            break
    return "after break"
def f():
    for i in range(3):
        try:
            raise ValueError
        except ValueError:
            continue
        finally:
            print("g", i, end=" ")
    return i
def g():
    x = 1
    try:
        return x
    finally:
        x = 2
def h():
    x = [1]
    try:
        return x
    finally:
        x.append(2)
def i():
    try:
        try:
            return "inner"
        finally:
            print("inner finally", end=" ")
    finally:
        print("outer finally", end=" ")
def j():
    try:
        try:
            1 / 0
        finally:
            print("first", end=" ")
    except ZeroDivisionError:
        return "caught outside"
    finally:
        print("second", end=" ")
def k():
    try:
        pass
    except ValueError:
        return "no"
    else:
        return "else"
    finally:
        print("k", end=" ")
def l():
    for i in range(3):
        try:
            if i == 1: break
        finally:
            print("l", i, end=" ")
    else: return "no break"
    return "break"
def m():
    try:
        raise ValueError("x")
    except ValueError as error:
        return str(error)
    finally:
        try:
            error
        except UnboundLocalError:
            print("error is gone", end=" ")
def n():
    while True:
        try:
            try: continue_flag = True
            finally: raise KeyError
        except KeyError:
            try: return "n"
            finally: pass
def o():
    def gen():
        try:
            yield 1
            return "r"
        finally:
            yield "from finally"
    return list(gen())
for function in (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o):
    print(function.__name__, function())
