# SPDX-License-Identifier: MIT
class Point:
    z = 0
    def __init__(self): self.x, self.y = 1, 2
    def move(self): return self.nothing
class Slotted:
    __slots__ = ("a", "b")
p, s = Point(), Slotted()
def unbound():
    print(value)
    value = 1
def free():
    def inner(): return later
    inner()
    later = 1
def in_class():
    class C: x = y_undefined
for source in ["undefined", "undefined()", "undefined.x", "undefined[0]", "del undefined", "undefined += 1", "p.q", "p.q()", "p.q.r", "p.move()", "Point.q", "Point.x", "s.a", "s.c", "s.c = 1", "del s.a", "del p.q", "p.x.y", "None.x", "(1).x", "''.x", "[].x", "{}.x", "().x", "len.x", "(lambda: 0).x", "int.x", "type.x", "object.x", "object().x", "True.x", "(1.5).x", "b''.x", "range(1).x", "Ellipsis.x", "unbound()", "free()", "in_class()", "import sys; sys.nothing", "super().x", "getattr(p, 'q')", "p.__nothing__", "Point.__nothing__", "'abc'.uper()", "[].push(1)", "{}.has_key(1)", "p.X", "(x for x in []).nothing", "Point().move.nothing", "Exception().nothing", "print.nothing", "type(p).nothing", "p.__dict__.nothing", "Point.move.nothing", "NotImplemented.x", "__nothing__", "prnt('x')", "lenn", "Tru", "self", "nonlocal_name"]:
    try: exec(source); print(source, "ok")
    except Exception as error: print(source, "->", type(error).__name__, error, "|", getattr(error, "name", None))
try: p.missing
except AttributeError as error: print(error.name, error.obj is p)
try: undefined
except NameError as error: print(error.name, error.args)
try: unbound()
except UnboundLocalError as error: print(error.args, type(error).__mro__[1].__name__)
class G:
    def __getattr__(self, name): raise AttributeError(f"custom {name}", name=name, obj=self)
try: G().q
except AttributeError as error: print(error, error.name)
class K:
    def __getattribute__(self, name): raise AttributeError
try: K().q
except AttributeError as error: print(repr(error), error.name)
