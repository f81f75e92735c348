SOURCES = ("p.a(x=1, x=2)", "p.a.b(1, x=1, y=2, x=3)", "p.a(__debug__=1)", "f(x=1, x=2)", "f(__debug__=1)",
           "class C(x=1, x=2): pass", "class C(__debug__=1): pass", "@p.a(x=1, x=2)\ndef f(): pass", "f()(x=1, x=1)",
           "import m\nm.f(x=1, x=2)", "p.a(x=1, **d, x=2)", "p.a(*b, x=1, x=2)", "if 0: p.a(x=1, x=2)",
           "p.a(" + ", ".join(f"k{i}=1" for i in range(14)) + ", k3=2)")
for source in SOURCES:
    try:
        compile(source, "text", "exec")
        print("accepted", source)
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset, error.end_offset, source)
