import sys


# Every line of some functions jumps to every other: what happens, or why it is refused.
def run(function, start, target, *args):
    base = function.__code__.co_firstlineno
    done = False
    steps = 0
    def trace(frame, event, argument):
        nonlocal done, steps
        steps += 1
        if steps > 60: raise KeyError('endless')
        if frame.f_code is not function.__code__: return None
        if event == "line" and not done and frame.f_lineno == base + start:
            done = True
            try:
                frame.f_lineno = base + target
            except ValueError as error:
                print("  refused:", error)
        return trace
    out = []
    sys.settrace(trace)
    try:
        result = function(out)
    except Exception as error:
        result = repr(error)
    sys.settrace(None)
    print(function.__name__, start, "->", target, out, result)

def simple(out):
    out.append(1)
    out.append(2)

    out.append(4)
    return out[-1]

def loop(out):
    out.append(1)
    for i in (1, 2):
        out.append(i)
        out.append(-i)
    else:
        out.append(6)
    out.append(7)

def handlers(out):
    try:
        out.append(2)
        1 / 0
    except ZeroDivisionError as error:
        out.append(5)
    finally:
        out.append(7)
    out.append(8)

def with_block(out):
    class M:
        def __enter__(self): return 1
        def __exit__(self, *a): out.append("exit")
    out.append(4)
    with M() as m:
        out.append(6)
    out.append(7)

def while_loop(out):
    n = 3
    while n:
        n -= 1
        if n == 1:
            out.append(5)
        out.append(n)
    return n

def nested(out):
    for a in (1, 2):
        for b in (3, 4):
            out.append((a, b))
        out.append(a)
    out.append("end")

def expression(out):
    x = [
        1,
        out.append(3),
        4
    ]
    return x

def product(a, b):
    return [(x, y) for x in a for y in b]
for f, n in ((simple, 6), (loop, 8), (handlers, 9), (with_block, 8), (while_loop, 8), (nested, 6), (expression, 7)):
    for s, t in product(range(0, n), range(-1, n + 2)):
        run(f, s, t)
