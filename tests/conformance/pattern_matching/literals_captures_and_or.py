# SPDX-License-Identifier: MIT
def f(x):
    match x:
        case 0: return "zero"
        case 1 | 2 | 3: return "small"
        case -1: return "minus one"
        case 1.5: return "float"
        case 2 + 3j: return "complex"
        case "a" | "b": return "letter"
        case b"x": return "bytes"
        case None: return "none"
        case True: return "true"
        case False: return "false"
        case "con" "cat": return "joined"
        case -2.5 - 1j: return "negative complex"
        case (4): return "parenthesised"
        case int(n) if n > 100: return f"big {n}"
        case str() as text: return f"text {text}"
        case other: return f"other {other!r}"
values = [0, 1, 2.0, -1, 1.5, 2 + 3j, "a", "z", b"x", None, True, False, "concat", -2.5 - 1j, 4, 101, 50, [], 0.0, 1 + 0j, b"y"]
for v in values: print(repr(v), f(v))
def guard(x):
    match x:
        case n if n < 0: return "negative"
        case n if (m := n * 2) > 10: return f"doubled {m}"
        case _: return "rest"
print(guard(-1), guard(6), guard(1))
def binding_survives(x):
    match x:
        case [a, b] if a > b: pass
        case _: pass
    return a, b
print(binding_survives([1, 2]))
def no_match(x):
    match x:
        case 1: return "one"
    return "fell through"
print(no_match(1), no_match(2))
def as_or(x):
    match x:
        case ("yes" | "y" | True) as answer: return "accepted", answer
        case [1 | 2 as first, *_]: return "list", first
        case {"k": (int() | float()) as n}: return "number", n
        case (1 | 2 | [3 | 4]) as deep: return deep
    return None
print(as_or("y"), as_or(True), as_or([2, 3]), as_or({"k": 1.5}), as_or([4]), as_or({"k": "x"}))
match = 5; case = 6; _ = 7; type = "soft"
print(match, case, _, match * case, type)
match match:
    case case: print("soft keywords", case, _)
match (1, 2):
    case _: print("wildcard does not bind", _)
match 1, 2:
    case a, b: print(a, b)
match *[1, 2], 3:
    case a, *b: print(a, b)
match [1]: 
    case [x]: print(x)
def match_(x): return x
match = lambda *a: a
print(match(1), match (2), [match][0](3))
match -1:
    case -1: print("unary subject")
match {"a": 1}:
    case {"a": x}: print(x)
