# SPDX-License-Identifier: MIT
def f(x):
    match x:
        case {"type": "circle", "r": r}: return f"circle {r}"
        case {"type": "rect", "w": w, "h": h, **rest}: return f"rect {w}x{h} {rest}"
        case {"nested": {"deep": [a, *_]}}: return f"nested {a}"
        case {1: "one", None: n}: return f"keys {n}"
        case {"only": _}: return "has only"
        case {-1: x, True: y}: return f"literal keys {x} {y}"
        case {}: return "any mapping"
        case _: return "no mapping"
for v in [{"type": "circle", "r": 3, "extra": 1}, {"type": "rect", "w": 1, "h": 2}, {"type": "rect", "w": 1, "h": 2, "c": "red"}, {"nested": {"deep": [5, 6]}}, {1: "one", None: 7}, {"only": None}, {-1: "m", 1: "t"}, {}, {"z": 1}, [], "text", None, [("type", "circle")]]: print(f(v))
class D(dict):
    def __missing__(self, key): return "made up"
    def get(self, key, default=None): print("get", key, end=" "); return super().get(key, default)
match D(a=1):
    case {"b": x}: print("never", x)
    case {"a": x}: print("a", x)
class Keys:
    a, b = "x", 2
match {"x": 1, 2: 3}:
    case {Keys.a: p, Keys.b: q, **rest}: print(p, q, rest)
source = {"k": 1, "l": 2}
match source:
    case {"k": _, **rest}: rest["new"] = 1; print(rest, source)
def duplicate_value_keys():
    match {"x": 1}:
        case {Keys.a: _, Keys.c: _}: pass
Keys.c = "x"
try: duplicate_value_keys()
except ValueError as error: print(error)
match {"a": {"b": {"c": 1}}}:
    case {"a": {"b": {"c": value}}} if value > 5: print("guard")
    case {"a": {"b": inner}}: print(inner)
def handle(event):
    match event:
        case {"kind": "key", "code": int(code), "shift": True}: return f"shifted {code}"
        case {"kind": "key", "code": code}: return f"key {code}"
        case {"kind": ("click" | "tap") as how, "at": [x, y]}: return f"{how} at {x},{y}"
        case {"kind": str(kind)}: return f"unknown {kind}"
        case {**anything}: return f"mapping {sorted(anything)}"
for e in [{"kind": "key", "code": 5, "shift": True}, {"kind": "key", "code": 5, "shift": 1}, {"kind": "key", "code": "x"}, {"kind": "tap", "at": (1, 2)}, {"kind": "tap", "at": "12"}, {"kind": 5, "b": 1}]: print(handle(e))
match {"a": 1}:
    case {"a": 1 | 2 as n, **others}: print(n, others)
match {1.5: "f", b"k": "b", 2j: "c"}:
    case {1.5: a, b"k": b, 2j: c}: print(a, b, c)
