import types


def outer(first, second=2, *args, third, **kwargs):
    """doc"""
    shared = first

    def inner():
        nonlocal shared
        shared += second
        return shared
    try:
        return inner
    except ValueError as error:
        print(error)


code = outer.__code__
print([name for name in dir(code) if name.startswith("co_") or name in ("replace", "_varname_from_oparg")])
print(code.co_varnames, code.co_cellvars, code.co_freevars, code.co_names, code.co_nlocals)
print(code.co_lnotab, len(code._co_code_adaptive) == len(code.co_code))
print([code._varname_from_oparg(index) for index in range(8)])
print(repr(code).split(" at ")[0], repr(code).split(", ")[2])
for name in ["co_name", "co_code", "co_argcount", "co_varnames", "new"]:
    try:
        setattr(code, name, 1)
    except Exception as error:
        print(type(error).__name__, error)
try:
    code._varname_from_oparg(99)
except IndexError as error:
    print("IndexError", error)
print(type(code), type(types.CodeType.__doc__))
print(type(code.co_lines()).__name__, type(code.co_positions()).__name__)
lines, positions = code.co_lines(), code.co_positions()
print(next(lines), next(positions), iter(lines) is lines, iter(positions) is positions)
print(list(lines))
print(list(positions)[:12], len(list(code.co_positions())) * 2 == len(code.co_code))
print(code.__sizeof__() > 100, hash(code) == hash(outer.__code__))

inner = next(constant for constant in code.co_consts if isinstance(constant, types.CodeType))
print(inner.co_qualname, inner.co_freevars, inner.co_flags, inner.co_firstlineno)

same = [compile("a = 1\nb = (1, 2.0, 'x')", "f", "exec") for _ in range(2)]
print(same[0] == same[1], same[0] is same[1], hash(same[0]) == hash(same[1]), len(set(same)))
different = [compile(text, "f", "exec") for text in ["x = 1", "x = 1.0", "x = True", "x = 1 ", "y = 1", "\nx = 1"]]
print([[left == right for right in different] for left in different])
zero = [compile(text, "f", "eval") for text in ["0.0", "-0.0", "0j", "-0j", "(0.0,)", "(-0.0,)"]]
print([[left == right for right in zero] for left in zero])
print(compile("1", "f", "eval") == 1, compile("1", "f", "eval") != None)
try:
    code < code
except TypeError as error:
    print(error)
