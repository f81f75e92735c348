# SPDX-License-Identifier: MIT
def f(x):
    match x:
        case []: return "empty"
        case [1]: return "just one"
        case [a]: return f"single {a}"
        case [0, *rest]: return f"zero then {rest}"
        case [first, _, third]: return f"three {first} {third}"
        case [first, *middle, "end"]: return f"ends {first} {middle}"
        case (a, b): return f"pair {a} {b}"
        case [[a, b], [c, *d], *_]: return f"nested {a}{b}{c}{d}"
        case [*_, 99]: return "last is 99"
        case [_, *_]: return "not empty"
        case _: return "no sequence"
for v in [[], (), [1], [5], (0,), [0, 1, 2], (1, 2, 3), ["x", 1, 2, "end"], (7, 8), [[1, 2], [3, 4, 5], 6, 7], [1, 2, 3, 99], [1, 2, 3, 4], "ab", b"ab", {}, {1, 2}, 5, None, range(2), range(5), bytearray(b"ab"), iter([1, 2]), {"a": 1, "b": 2}.keys(), memoryview(b"ab")]: print(f(v))
def star(x):
    match x:
        case *all, : return "star only", all
    return "none"
print(star([1, 2]), star(()), star("ab"), star({}))
class Seq(list):
    def __len__(self): print("len", end=" "); return super().__len__()
    def __getitem__(self, i): print("item", i, end=" "); return super().__getitem__(i)
match Seq([1, 2, 3]):
    case [1, 5]: print("no")
    case [1, *_, 4]: print("no")
    case [1, 2, 3]: print("matched")
class NotSeq:
    def __len__(self): return 2
    def __getitem__(self, i): return i
match NotSeq():
    case [a, b]: print("duck")
    case _: print("having methods is not being a sequence")
match ("a", ("b", ["c", {"k": [1, 2]}])):
    case (x, (y, [z, {"k": [p, *q]}])): print(x, y, z, p, q)
match [1, [2, [3, [4]]]]:
    case [a, [b, [c, [d]]]]: print(a, b, c, d)
def commands(text):
    match text.split():
        case ["go", ("north" | "south" | "east" | "west") as direction]: return f"going {direction}"
        case ["go", where]: return f"cannot go {where}"
        case ["take", *items] if items: return f"taking {items}"
        case ["take"]: return "take what?"
        case ["quit" | "exit"]: return "bye"
        case []: return "say something"
        case [verb, *_]: return f"unknown {verb}"
for t in ["go north", "go up", "take a b", "take", "exit", "", "dance now"]: print(commands(t))
match [1, 2, 3]:
    case [*a]: print(a)
match (1,):
    case (a): print("parenthesised capture is no sequence", a)
match (1,):
    case (a,): print(a)
matched = [n for n, v in enumerate([[1, 2], (1, 2), "12"]) if [0 for _ in [0] if (lambda: None)() is None]]
print(matched)
