# A metaclass whose mro() removes itself, fails, changes bases or answers nonsense.
class B:
    tag = "B"
class M(type):
    def mro(cls):
        del M.mro
        return (B,)
try:
    class C(metaclass=M): pass
    print(C.__mro__)
except TypeError as e:
    print("TypeError", e)
print("mro" in M.__dict__)
class D(metaclass=M): pass
print(D.__mro__)
def attempt(label, f):
    try:
        c = f(type(label, (type,), {}))
        print(label, [x.__name__ for x in c.__mro__])
    except BaseException as e:
        print(label, type(e).__name__, str(e)[:90])
def with_mro(result):
    def make(_):
        class Meta(type):
            def mro(cls): return result(cls)
        class X(B, metaclass=Meta): pass
        return X
    return make
attempt("empty", with_mro(lambda c: []))
attempt("none", with_mro(lambda c: None))
attempt("ints", with_mro(lambda c: [1, 2]))
attempt("foreign", with_mro(lambda c: [c, dict, object]))
attempt("swapped", with_mro(lambda c: [B, object]))
attempt("generator", with_mro(lambda c: iter([c, B, object])))
attempt("raises", with_mro(lambda c: 1 / 0))
attempt("twice", with_mro(lambda c: [c, B, B, object]))
attempt("itself", with_mro(lambda c: type.mro(c)))
class Meta2(type):
    busy = False
    def mro(cls):
        if cls.__dict__.get("ready") and not Meta2.busy:
            Meta2.busy = True
            cls.__bases__ = (B2,)
            Meta2.busy = False
        return type.mro(cls)
class B1: pass
class B2: pass
class Y(B1, metaclass=Meta2): ready = True
print(Y.__mro__, Y.__bases__)
Y.__bases__ = (B,)
print(Y.__bases__, Y.__mro__)
