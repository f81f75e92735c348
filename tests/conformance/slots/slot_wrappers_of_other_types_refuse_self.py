"""A slot wrapper taken from another type fills a slot, and refuses self when it is called."""
class A(int):
    __add__ = str.__add__
def t(f, *a):
    try: print(f(*a))
    except Exception as e: print(type(e).__name__, e)
a = A(3)
t(lambda: a + a); t(lambda: a + 2); t(lambda: 2 + a); t(lambda: a.__add__(2))
class L(list): pass
t(lambda: L([1]) + L([2])); t(lambda: L([1]) + [3])
class M(list): __add__ = str.__add__
t(lambda: M() + M())
class O: __add__ = str.__add__; __mul__ = list.__mul__
t(lambda: O() + O()); t(lambda: O() * 3); t(lambda: 3 * O())
class L2(list): __add__ = tuple.__add__; __iadd__ = list.__iadd__
x = L2()
t(lambda: x + x)
x += [3]
print(x)
class S(str): __radd__ = int.__radd__
t(lambda: S("a") + S("b"));t(lambda: 1+ S("b"))
class B(A): pass
t(lambda: B(3) + 1)
class E(list): __add__ = list.__add__; __mul__ = list.__mul__
t(lambda: E([1]) + [2]); t(lambda: E([1]) * 2); t(lambda: 2 * E([1]))
class F(list):
    __radd__ = lambda s, o: ("radd", o)
t(lambda: F([1]) + F([2])); t(lambda: [0] + F([2])); t(lambda: 5 + F([2]))
class D(int): __add__ = int.__sub__
t(lambda: D(5) + D(2)); t(lambda: D(5) + 2)
class G(int): __sub__ = float.__sub__
t(lambda: G(5) - G(2)); t(lambda: G(5) - 2)
class H(list): __getitem__ = dict.__getitem__; __len__ = dict.__len__
t(lambda: H()[0]); t(lambda: len(H()))
