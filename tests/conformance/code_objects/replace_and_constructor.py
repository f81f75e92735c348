import types


def sample(a, /, b, *rest, key=None, **options):
    c = a
    def inner():
        return c, b
    return inner


code = sample.__code__
FIELDS = ["co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_nlocals", "co_stacksize", "co_flags",
          "co_code", "co_names", "co_varnames", "co_name", "co_qualname", "co_firstlineno", "co_linetable",
          "co_exceptiontable", "co_freevars", "co_cellvars"]


def show(text, action):
    try:
        print(text, action())
    except Exception as error:
        print(text, type(error).__name__, error)


def constructor_arguments(code, **changes):
    names = ["argcount", "posonlyargcount", "kwonlyargcount", "nlocals", "stacksize", "flags", "code", "consts", "names",
             "varnames", "filename", "name", "qualname", "firstlineno", "linetable", "exceptiontable", "freevars", "cellvars"]
    return [changes.get(name, getattr(code, "co_" + name)) for name in names]


print("the same again:", code.replace() == code, code.replace() is code, hash(code.replace()) == hash(code))
made = types.CodeType(*constructor_arguments(code))
print("made by hand:", made == code, [name for name in FIELDS if getattr(made, name) != getattr(code, name)])
print("it runs:", types.FunctionType(made, {}, None, None, None)(1, 2, key=3)())

renamed = code.replace(co_name="other", co_qualname="x.other", co_firstlineno=100, co_filename="else.py")
print(renamed.co_name, renamed.co_qualname, renamed.co_firstlineno, renamed.co_filename, renamed == code)
print([line for _, _, line in renamed.co_lines()][:3])
for change in [dict(co_name="x"), dict(co_qualname="x"), dict(co_filename="x"), dict(co_firstlineno=1), dict(co_stacksize=99),
               dict(co_flags=code.co_flags | 0x10), dict(co_consts=code.co_consts + (1,)), dict(co_names=("a",)),
               dict(co_linetable=code.co_linetable + b"\x80"), dict(co_exceptiontable=b"\x80\x01\x01\x01")]:
    changed = code.replace(**change)
    print(*change, "equal:", changed == code, changed != code)

for change in [dict(co_argcount=-1), dict(co_argcount=9), dict(co_kwonlyargcount=9), dict(co_stacksize=-1), dict(co_flags=-1),
               dict(co_firstlineno=-1), dict(co_code=b"x"), dict(co_code="x"), dict(co_varnames=("a",)), dict(co_varnames=(1, 2)),
               dict(co_names=[1]), dict(co_consts=3), dict(co_names=("x", 2)), dict(co_nlocals=7), dict(co_name=3),
               dict(co_linetable="s"), dict(co_stacksize=2**40), dict(co_lnotab=b""), dict(co_filename=b"x"),
               dict(co_qualname=None), dict(co_exceptiontable=None), dict(unknown=1), dict(co_argcount="1"),
               dict(co_freevars=("b", "b")), dict(co_cellvars=[1])]:
    show(change, lambda: code.replace(**change).co_name)
show("positional", lambda: code.replace(1))
show("no arguments", lambda: types.CodeType())
show("too many", lambda: types.CodeType(*constructor_arguments(code), 1))
show("keywords", lambda: types.CodeType(*constructor_arguments(code), x=1))
for change in [dict(argcount=-1), dict(posonlyargcount=-1), dict(kwonlyargcount=-1), dict(nlocals=-1), dict(nlocals=3), dict(argcount="1"),
               dict(code="1"), dict(consts=[1]), dict(names=[]), dict(names=(1,)), dict(varnames=(1, 2, 3, 4, 5)), dict(filename=1),
               dict(name=1), dict(qualname=1), dict(firstlineno="1"), dict(linetable=1), dict(exceptiontable=1), dict(freevars=1),
               dict(cellvars=(1,))]:
    show(change, lambda: types.CodeType(*constructor_arguments(code, **change)).co_name)


class Name(str):
    pass


odd = types.CodeType(*constructor_arguments(code, names=(Name("print"),)))
print(type(odd.co_names[0]), odd.co_names)
generator = (lambda: (yield 1)).__code__
print(types.FunctionType(generator.replace(co_name="renamed"), {})().__name__)
