# Lists changed while they are sorted or extended; counting with steps that count themselves.
import functools, itertools
def t(label, f):
    try:
        print(label, f())
    except Exception as e:
        print(label, type(e).__name__, e)
def sorting(act, n=6, via="key"):
    xs = list(range(n, 0, -1))
    if via == "key":
        def key(v): act(xs); return v
        try:
            xs.sort(key=key)
        except Exception as e: return type(e).__name__, str(e), xs
    else:
        class C(int):
            def __lt__(self, o): act(xs); return int.__lt__(self, o)
        xs[:] = [C(x) for x in xs]
        try:
            xs.sort()
        except Exception as e: return type(e).__name__, str(e), xs
    return xs
for via in ("key", "lt"):
    for name, act in (("clear", lambda x: x.clear()), ("append", lambda x: x.append(0)), ("pop", lambda x: x.pop() if x else None), ("len", lambda x: len(x)), ("sort", lambda x: x.sort()), ("extend+clear", lambda x: (x.append(1), x.clear())), ("slice", lambda x: x.__setitem__(slice(0, 0), [])), ("raise", lambda x: 1 / 0)): t(via + " " + name, lambda: sorting(act, via=via))
def mix(*xs): return sorted(xs)
t("mixed", lambda: mix(1, "a")); t("mixed late", lambda: mix(*[3] * 50, "a", *[2] * 50)); t("none", lambda: mix(None, None)); t("crafted", lambda: sorted([1 << 10000, 1, 1.5, 2, -(1 << 70)] * 20)[::17]); t("tuples", lambda: sorted([(1, "a"), (1, 2)])); t("tuples ok", lambda: sorted([(1, 2.5), (1, 2), (0,), ()])); t("nan", lambda: sorted([3, float("nan"), 1, 2])); t("str wide", lambda: sorted(["b", "\u0100", "a", "\U00010000"])); t("bytes", lambda: sorted([b"b", b"a"])); t("complex", lambda: sorted([1j, 2j])); t("bool", lambda: sorted([True, 0, 2, False])); t("key none", lambda: sorted([2, 1], key=None)); t("key bad", lambda: sorted([2, 1], key=5)); t("reverse", lambda: sorted([(1, "a"), (0, "b"), (1, "c")], key=lambda p: p[0], reverse=True)); t("reverse odd", lambda: sorted([1, 2], reverse="x")); t("cmp", lambda: sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a))); t("cmp bad", lambda: sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: "x"))); t("float", lambda: sorted([0.0, -0.0, 1e308, float("-inf")]))
class Half:
    def __init__(self, n): self.n = n
    def __gt__(self, o): return self.n > o.n
    def __repr__(self): return "H%d" % self.n
t("reflected", lambda: sorted([Half(2), Half(1)]))
class NotBool:
    def __lt__(self, o): return Truth()
class Truth:
    def __bool__(self): raise ZeroDivisionError("truth")
t("truth", lambda: sorted([NotBool(), NotBool()]))
def extending(f):
    xs = [1, 2, 3]; f(xs); return xs if len(xs) < 20 else len(xs)
class Clears:
    def __init__(self, xs): self.xs = xs
    def __iter__(self):
        self.xs.clear(); yield 1; self.xs.append("in"); yield 2; self.xs.clear(); yield 3
for name, f in (("self", lambda x: x.extend(x)), ("iter", lambda x: x.extend(iter([1]))), ("own iter", lambda x: x.extend(itertools.islice(iter(x), 5))), ("clears", lambda x: x.extend(Clears(x))), ("iadd clears", lambda x: x.__iadd__(Clears(x))), ("slice clears", lambda x: x.__setitem__(slice(1, 2), Clears(x))), ("slice self", lambda x: x.__setitem__(slice(1, 2), x)), ("slice rev", lambda x: x.__setitem__(slice(None, None, -1), x)), ("slice own", lambda x: x.__setitem__(slice(0, 2), (y for y in x))), ("imul", lambda x: x.__imul__(3)), ("init self", lambda x: x.__init__(x)), ("init gen", lambda x: x.__init__(y for y in x)), ("insert self", lambda x: x.insert(1, x)), ("del own", lambda x: x.__delitem__(slice(None, None, 2)))): t("extend " + name, lambda: extending(f))
class Dying:
    def __del__(self): lst.append("late")
lst = [Dying(), Dying(), 1]; lst[:] = [5]; print(lst); lst = [Dying(), Dying()]; lst.clear(); print(lst); lst = [Dying(), 2, Dying()]; del lst[::2]; print(lst); lst = [Dying()]; lst[0] = 1; print(lst); lst = [Dying()]; lst.pop(); print(lst); lst = [Dying(), 3]; lst *= 0; print(lst); lst = [1, Dying()]; lst.sort(key=id) if False else lst.reverse(); lst.remove(1); print(len(lst)); lst.clear()
class Step:
    armed = True
    def __index__(self): return 1
    def __radd__(self, o):
        if Step.armed: Step.armed = False; inner.append(next(c))
        return o + 1
inner = []; c = itertools.count(1 << 100, Step()); print(next(c) - (1 << 100), next(c) - (1 << 100), [i - (1 << 100) for i in inner], next(c) - (1 << 100))
class Again:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n == 2: next(a)
        return self.n
a, b = itertools.tee(Again()); next(a); t("tee", lambda: next(a)); t("tee b", lambda: (next(b), next(b)))
for make in (lambda: itertools.accumulate(Again2()), lambda: itertools.chain(Again2()), lambda: map(lambda x: x, Again2()), lambda: zip(Again2()), lambda: itertools.islice(Again2(), 6), lambda: itertools.cycle(Again2()), lambda: itertools.zip_longest(Again2(), [1]), lambda: enumerate(Again2()), lambda: filter(None, Again2()), lambda: itertools.pairwise(Again2()), lambda: itertools.takewhile(bool, Again2()), lambda: itertools.dropwhile(lambda x: x < 2, Again2()), lambda: itertools.compress(Again2(), [1] * 9), lambda: itertools.starmap(lambda *a: a, ([x] for x in Again2())), lambda: itertools.groupby(Again2())):
    class Again2:
        def __init__(self): self.n = 0
        def __iter__(self): return self
        def __next__(self):
            self.n += 1
            if self.n == 2 and it is not None:
                try:
                    got.append(next(it))
                except (ValueError, RuntimeError, StopIteration) as e: got.append(type(e).__name__)
            if self.n > 5: raise StopIteration
            return self.n
    it, got = None, []
    it = make(); out = []
    try:
        for x in itertools.islice(it, 8): out.append(x if not isinstance(x, tuple) or not hasattr(x[-1], "__next__") else x[0])
    except (ValueError, RuntimeError) as e: out.append(type(e).__name__)
    print(type(it).__name__, out, [g if not isinstance(g, tuple) or not hasattr(g[-1], "__next__") else g[0] for g in got])
