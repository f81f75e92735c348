# SPDX-License-Identifier: MIT
class Colour:
    RED, GREEN = "red", "green"
    class Deep: X = 5
LIMIT = 10
log = []
class Eq:
    def __init__(self, name): self.name = name
    def __eq__(self, other): log.append(f"{self.name}=={other!r}"); return other == 3
class Values: A, B, C = Eq("A"), Eq("B"), Eq("C")
def f(x):
    match x:
        case Colour.RED: return "red"
        case Colour.GREEN: return "green"
        case Colour.Deep.X: return "deep"
        case LIMIT: return f"captures, does not compare: {LIMIT}"
print(f("red"), f("green"), f(5), f("anything"), LIMIT)
match 3:
    case Values.A: print("A matched")
    case Values.B: print("B")
print(log); log.clear()
match 4:
    case Values.A | Values.B: print("no")
    case _: print(log)
def subject():
    print("subject once", end="; ")
    return [1, 2]
match subject():
    case [1]: pass
    case [2, _]: pass
    case [1, 2]: print("third")
match None:
    case False: print("no")
    case None: print("None is matched by identity")
match 0:
    case False: print("no: identity")
    case 0: print("zero")
match 1:
    case True: print("no")
    case 1.0: print("1 == 1.0")
class Falsy:
    def __eq__(self, other): return []
class V: f = Falsy()
match 1:
    case V.f: print("no")
    case _: print("truth of == decides")
def classify(n):
    match n % 3, n % 5:
        case 0, 0: return "FizzBuzz"
        case 0, _: return "Fizz"
        case _, 0: return "Buzz"
        case _: return str(n)
print(*map(classify, range(1, 16)))
def evaluate(e):
    match e:
        case int() | float(): return e
        case ("+", a, b): return evaluate(a) + evaluate(b)
        case ("*", a, b): return evaluate(a) * evaluate(b)
        case ("neg", a): return -evaluate(a)
        case ("let", str(name), value, body): return evaluate(substitute(body, name, evaluate(value)))
        case _: raise ValueError(f"bad {e!r}")
def substitute(e, name, value):
    match e:
        case str(n) if n == name: return value
        case (op, *args): return (op, *(substitute(a, name, value) for a in args))
        case _: return e
print(evaluate(("let", "x", ("+", 1, 2), ("*", "x", ("neg", "x")))))
try: evaluate(("?", 1))
except ValueError as error: print(error)
def loop():
    out = []
    for x in range(6):
        match x:
            case 1: continue
            case 4: break
            case n if n % 2: out.append(("odd", n))
            case n: out.append(("even", n))
    return out
print(loop())
def nested(x):
    match x:
        case [a, b]:
            match a:
                case {"k": v}:
                    match b:
                        case int(): return v, b
                        case _: return "b no int"
            return "a has no k"
    return "no pair"
print(nested([{"k": 1}, 2]), nested([{"k": 1}, "x"]), nested([1, 2]), nested(1))
def with_try(x):
    try:
        match x:
            case [y]: return 10 // y
            case _: raise KeyError(x)
    except ZeroDivisionError: return "zero"
    finally: print("finally", end=" ")
print(with_try([5]), with_try([0]))
