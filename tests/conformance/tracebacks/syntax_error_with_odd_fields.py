"""A syntax error is shown with its place only if all the attributes that say it can be read."""
import sys
def show(e):
    try:
        raise e
    except BaseException as x:
        sys.__excepthook__(type(x), x.with_traceback(None), None)
sys.stderr = sys.stdout

show(SyntaxError)
show(SyntaxError("m"))
show(SyntaxError(None))
def with_(cls=SyntaxError, **k):
    e = cls("msg", ("f.py", 3, 2, "x = 1\n", 3, 4))
    for n, v in k.items():
        setattr(e, n, v)
    print("--", sorted(k))
    show(e)
with_()
for n in "lineno offset end_lineno end_offset text filename print_file_and_line msg".split():
    for v in (None, *([] if n == "text" else [2.5, ["t"]]),  "s", -5, 0, 77):
        print(repr(v), end=" ")
        with_(**{n: "s" if n == "text" and v is not None else v})
class Sub(SyntaxError): pass
with_(Sub, end_offset="no")
with_(Sub, end_lineno=9)
class P(Sub):
    @property
    def text(self): raise ValueError
try: with_(P)
except AttributeError as e: print(e)
class Q(SyntaxError):
    print_file_and_line = property(lambda self: 1/0)
show(Q("msg", ("f.py", 3, 2, "x = 1\n", 3, 4)))
class T(SyntaxError):
    text = property(lambda self: 1/0)
try:
    t = T("msg")
    show(t)
except Exception as e: print(repr(e))
class L(SyntaxError):
    lineno = property(lambda self: 1/0)
    def __str__(self): return "own str"
l = L("msg"); show(l)
class E(Exception): pass
e = E("a", "b")
e.print_file_and_line = None
show(e)
e.msg = "hello"; e.filename="g.py"; e.lineno = 4; e.offset=2
show(e)
e.text = "spam eggs"
show(e)
e.msg = None
show(e)
e.msg = ""
show(e)
class Bad:
    def __str__(self): raise ValueError
e.msg = Bad()
show(e)
e.msg="x"; e.filename = 5; show(e)
e.filename="f"; e.text="a\nbcd\nefg"; e.offset = 5; show(e)
print("end")
n = NameError("name 'prin' is not defined", name="prin")
n.print_file_and_line=None
n.lineno=n.offset=1; n.msg="m"; n.filename="u";n.text="q"
show(n)
