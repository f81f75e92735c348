# Towers of wrapped callables.
import types, functools
def t(label, f):
    try:
        f(); print(label, "done")
    except Exception as e:
        print(label, type(e).__name__)
def tower(wrap, start, n=100000):
    x = start
    for i in range(n): x = wrap(x)
    return x
t("staticmethod call", lambda: tower(staticmethod, len)("abc"))
t("lru call", lambda: tower(functools.lru_cache, len)())
t("classmethod get", lambda: tower(classmethod, len).__get__(1, int))
t("method attribute", lambda: tower(lambda m: types.MethodType(m, 1), len).foo)
t("method repr", lambda: repr(tower(lambda m: types.MethodType(m, 1), len)))
t("method hash", lambda: hash(tower(lambda m: types.MethodType(m, 1), len)))
