# SPDX-License-Identifier: MIT
# Setting f_lineno in a line event: from every line to every other, into loops and handlers and out of them.
import itertools
import sys

def loops():
    x = (1, 2, 3)
    for i in x:
        try:
            y = i
        except ValueError as e:
            z = e
        finally:
            w = 1
    while x:
        x = x[1:]
        with open("/dev/null") as q:
            for j in range(2): y = j
    return x, y
def gen():
    total = 0
    for i in [1, 2]:
        total += (yield i) or 0
    total += yield from iter((5, 6))
    return [a for a in (1, 2)
            if a]
def run_gen(): return list(gen())
def wide():
    for i in (1, 2):
        a = i
    return a
big = {}
exec("def extended():\n    x = 0\n" + "".join(f"    name{n} = {n}.5\n" for n in range(300)) + "    for name299 in (1, 2):\n        x += name298\n    return x\n", big)
def attempt(run, function, a, b, most):
    code, first, count, log = function.__code__, function.__code__.co_firstlineno, 0, []
    def trace(frame, event, argument):
        nonlocal count
        if frame.f_code is not code: return None
        count += 1
        if count > 40: raise KeyError
        log.append((event[0], frame.f_lineno - first))
        if event == "line" and frame.f_lineno == first + a and count < most:
            try:
                frame.f_lineno = first + b
                log.append("jumped")
            except ValueError as error:
                log.append(str(error)[:30])
        return trace
    sys.settrace(trace)
    try: result = run()
    except BaseException as error: result = repr(error)
    finally: sys.settrace(None)
    return result, log
for run, function, lines in ((loops, loops, 14), (run_gen, gen, 7), (wide, wide, 3)):
    for a, b in itertools.product(range(lines + 1), repeat=2):
        if function is gen and b == 0: continue  # CPython crashes there: see tests/differences
        result, log = attempt(run, function, a, b, 9)
        print(function.__name__, a, b, result, "".join(map(str, log)))
for a, b in ((1, 302), (302, 302), (302, 1), (303, 302), (302, 303)):
    print(a, b, attempt(big["extended"], big["extended"], a, b, 400))
