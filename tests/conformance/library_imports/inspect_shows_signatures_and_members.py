import inspect, functools

def f(a, b=1, /, c: int = 2, *args, d, e=5, **kw) -> str: "doc"

print(inspect.signature(f), inspect.getdoc(f), inspect.signature(functools.partial(f, 1, d=3)))
bound = inspect.signature(f).bind(1, 2, 3, 4, d=6, z=7)
bound.apply_defaults()
print(bound.arguments, bound.args, bound.kwargs)
print(inspect.signature(sorted), inspect.signature(list.append), inspect.signature(len))
class C:
    def m(self): pass
    @classmethod
    def k(cls): pass
    @staticmethod
    def s(): pass
    p = property(m)
print([(a.name, a.kind) for a in inspect.classify_class_attrs(C) if not a.name.startswith("__")])
def g():
    yield 1
gen = g()
print(inspect.getgeneratorstate(gen), next(gen), inspect.getgeneratorstate(gen), inspect.isgeneratorfunction(g))
print(inspect.getsource(f), inspect.currentframe().f_lineno, inspect.cleandoc("  a\n    b\n"))
