# SPDX-License-Identifier: MIT
name, n, x = "Ann", 5, 3.14159
print(f"{name}", f"{n + 1} {n * 2}", f"{x:.2f}", f"{name!r} {name!s} {name!a}", f"{name!r:>8}", f"{{}} {{{n}}}", f"", f"plain", F"{n}", f'{n}' "x" f"{n}")
width, precision = 10, 3
print(f"{x:{width}.{precision}f}|", f"{name:{'*'}^{width}}", f"{n:{'0' + str(4)}d}", f"{x:{width}}|", f"{n:{''}}")
print(f"{n=}", f"{n = }", f"{x=:.1f}", f"{name=!s}", f"{ n + 1 = }", f"{name!r:.3}", f"{(lambda v: v * 2)(n)}", f"{[i for i in range(3)]}", f"{ {'a': 1}['a'] }", f"{'nested ' + f'{n}'}")
print(f"{n if n > 3 else 'small'}", f"{'a' 'b'}", f"{n:,}", f"{1_000_000:,}", f"{n,}", f"{n, x}", f"{*[1, 2],}", f"{None}", f"{...}", f"{n!=4}", f"{n==5}", f"{n>=5:d}", f"{(m:=7)} {m}", f"{n:=5}|")
print(f"""{
    n
    + 1
}""", f'''{name
}''', rf"\n{n}\t", fr'{n}\{n}', f"\x41{n}\u00e9\N{BULLET}", f"{'é'}", f"{n}\
{n}")
def f():
    local = "L"
    return f"{local} {[local for _ in range(2)]} {(lambda: local)()}"
print(f(), f"{f()!r:>40}|")
class C:
    def __format__(self, spec): return f"<{spec}>"
    def __repr__(self): return "C()"
    def __str__(self): return "C str"
print(f"{C()}", f"{C():abc}", f"{C()!r:>5}", f"{C()!s}", f"{C():{n}{name}}", f"{C()=}", f"{C()=!s}", f"{C() = :x y}", f"{C():%H:%M}", f"{C():}}}" if False else "")
print(f"{'quotes'}" f'{"double"}', f"{d['k'] if (d := {'k': 'v'}) else 0}", f"{3.0:g} {10**3:e} {255:#x} {5:08b} {-1:+} {0.5:%}", f"{'x':>3}{'y':<3}{'z':^3}|", f"{True:d} {True}", f"{'a':}")
try:
    f"{n:xyz}"
except ValueError as error:
    print(error)
try:
    f"{undefined}"
except NameError as error:
    print(error)
print(f"{yield_free!r}" if (yield_free := 1) else "", type(f"{1}").__name__, f"{1}" is not None, f"{'':5}|", f"{'abc':.2}", f"{n}{n}{n}" * 2)
