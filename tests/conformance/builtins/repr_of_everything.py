# SPDX-License-Identifier: MIT
class A: pass
class B:
    def __repr__(self): return "<B>"
def f(): pass
print(repr(1), repr(-1.5), repr("a'b"), repr(b"x"), [1, "a", None, True, 1.5, 2j], (1,), (), {}, {1: "a", "k": [1]}, {1}, set(), frozenset(), frozenset([1]), range(3), range(1, 5, 2), slice(1, 2, 3), ..., NotImplemented)
print(int, A, type, len, print, [].append.__name__, str.upper, object, type(None), A.__init__, type(f), dict.fromkeys.__name__, int.__add__, BaseException, range)
print(B(), [B()], {B(): 1}.__len__(), (B(), B()), {1: B()}, f"{B()}", "%s" % B(), "%r" % B(), str(B()), f"{[B()]!s}")
for prefix, value in [("<__main__.A object at 0x", A()), ("<function f at 0x", f), ("<function <lambda> at 0x", lambda: 0), ("<built-in method append of list object at 0x", [].append), ("<generator object <genexpr> at 0x", (x for x in "")), ("<bound method", B().__init__), ("<list_iterator object at 0x", iter([])), ("<map object at 0x", map(len, [])), ("<object object at 0x", object()), ("<property object at 0x", property()), ("<classmethod(", classmethod(f)), ("<staticmethod(", staticmethod(f)), ("<code object f at 0x", f.__code__), ("<memory at 0x", memoryview(b"")), ("<cell at 0x", (lambda x: lambda: x)(1).__closure__[0]), ("<super: <class 'A'>, <A object>>"[:20], super(A, A()))]:
    print(repr(value).startswith(prefix), prefix)
print(ValueError("x"), repr(ValueError("x")), repr(ValueError()), repr(KeyError("k")), repr(ValueError(1, 2)), repr(StopIteration(5)), {}.keys(), {1: 2}.values(), {1: 2}.items(), list[int], int | str)
class C:
    def __str__(self): return "str only"
class D:
    def __repr__(self): return "repr only"
print(C(), repr(C()).startswith("<__main__.C object"), D(), repr(D()), [D()], str([D(), "x"]), "%s" % (D(),))
class E:
    def __repr__(self): return 5
    __str__ = __repr__
for g in (repr, str, lambda x: f"{x!r}", lambda x: "%s" % x, lambda x: [x].__repr__()):
    try: print(g(E()))
    except TypeError as error: print(error)
class F(Exception):
    def __repr__(self): return "F!"
print(F("x"), repr(F("x")), [F()], type("Dyn", (), {"__module__": "mod"}), type("Dyn2", (), {"__qualname__": "Q.Dyn2"}))
class Meta(type):
    def __repr__(cls): return f"Meta:{cls.__name__}"
class G(metaclass=Meta): pass
print(G, [G], str(G)); print(repr(G()).split(" at ")[0])
class H(list): pass
class I(dict): pass
class J(str): pass
class K(int): pass
class L(tuple): pass
class M(set): pass
print(H([1]), I(a=1), J("s"), repr(J("s")), K(5), L((1,)), M([1]), M(), frozenset({K(1)}), [J("x")])
import sys, math; print(sys, math, type(sys), repr(math.sqrt)); print(float("inf"), -float("nan"), 1e16, 1e-5, 10 ** 20, -0.0, 1 + 0j, -1j, complex("nan"), [float("nan")], "\u00e9\x00\n", ascii("\u00e9"), "\ud800".encode("utf-8", "surrogatepass"))
