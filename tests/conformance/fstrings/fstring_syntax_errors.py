# SPDX-License-Identifier: MIT
sources = ["f'{}'", "f'{ }'", "f'{'", "f'}'", "f'{a'", "f'{a!}'", "f'{a!x}'", "f'{a!r'", "f'{a:{b:{c}}}'", "f'{a b}'", "f'{a[}'", "f'{a)}'", "f'{a:'", "f'{1 + }'",
           "f'{\\n}'", "f'{#}'", "f'{lambda x: 1}'", "f'{a = !x}'", "f'{*a}'", "f'{**a}'", "f'{!r}'", "f'{a; b}'", "f'{a!r:{'", "f'{a $ b}'", "f'{return}'", "f'{=}'", "f'{:x}'", "f'{\"a'", "f'''{\n}'''",
           "f'{a} {'", "f'{(a}'", "f'{[}'", "f'{{}'", "f'{a:}}'", "f'{x!s }'", "f'{x! s}'", "f'{1a}'", "f'{a.}'", "f'{a:{}}'", "b'' f''", "f'{import x}'", "f'{a = 1}'", "f'{a := 1}'", "f'{(a := 1)}'", "f'{await x}'"]
for source in sources:
    try:
        compile(source, "test", "eval")
        print(source, "ok")
    except SyntaxError as error:
        print(repr(source), "->", error.msg)
