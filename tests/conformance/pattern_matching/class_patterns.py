# SPDX-License-Identifier: MIT
class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class Point3(Point):
    def __init__(self, x, y, z): super().__init__(x, y); self.z = z
class Plain:
    a = 1
def f(v):
    match v:
        case Point(0, 0): return "origin"
        case Point3(x, y, z=z): return f"3d {x} {y} {z}"
        case Point(0, y=n) | Point(n, 0): return f"on axis {n}"
        case Point(x=a, y=b) if a == b: return f"diagonal {a}"
        case Point(): return "point"
        case Plain(a=1, b=b): return f"plain with b {b}"
        case Plain(a=1): return "plain"
        case int(n) | float(n): return f"number {n}"
        case str(s): return f"str {s}"
        case list([first, *_]): return f"list {first}"
        case dict(d): return f"dict {d}"
        case tuple((a, b)): return f"tuple {a} {b}"
        case bool(): return "never reached: bool is an int"
        case bytes(b) | bytearray(b): return f"bytes {b!r}"
        case set(s) | frozenset(s): return f"set {s}"
        case type(__name__=name): return f"class {name}"
        case object(__class__=c): return f"object of {c.__name__}"
p = Plain(); p.b = 5
for v in [Point(0, 0), Point3(1, 2, 3), Point(0, 5), Point(5, 0), Point(2, 2), Point(1, 2), p, Plain(), 5, 1.5, True, "s", [1, 2], [], {1: 2}, (1, 2), b"b", bytearray(b"c"), {1}, int, Point, None, print]: print(f(v))
class Tricky:
    __match_args__ = ["a"]
class Tricky2:
    __match_args__ = (5,)
class Few:
    __match_args__ = ("a",)
    a = 1
def attempt(source):
    try: exec(source)
    except TypeError as error: print(error)
for source in ["match Tricky():\n case Tricky(1): pass", "match Tricky2():\n case Tricky2(1): pass", "match Few():\n case Few(1, 2): pass", "match Plain():\n case Plain(1): pass", "match 5:\n case int(1, 2): pass", "match Few():\n case Few(1, a=1): pass", "x = 5\nmatch 5:\n case x(): pass", "match 5:\n case print(): pass"]: attempt(source)
class Meta(type):
    def __instancecheck__(cls, other): return other == "magic"
class Magic(metaclass=Meta): pass
for v in ("magic", "plain"):
    match v:
        case Magic(): print("isinstance hook used")
        case _: print("no")
class Prop:
    @property
    def ok(self): return 1
    @property
    def missing(self): raise AttributeError
    @property
    def fails(self): raise ValueError("from property")
match Prop():
    case Prop(missing=x): print("no")
    case Prop(ok=x): print("ok", x)
try:
    match Prop():
        case Prop(fails=x): pass
except ValueError as error: print(error)
class Tree:
    __match_args__ = ("left", "value", "right")
    def __init__(self, left, value, right): self.left, self.value, self.right = left, value, right
def total(t):
    match t:
        case None: return 0
        case Tree(left, value, right): return total(left) + value + total(right)
print(total(Tree(Tree(None, 1, None), 2, Tree(None, 3, None))))
