import warnings

SOURCES = (r"'\d'; f'{a b}'", r"'\d'; '\x1'", r"'\d'; '\N{nothing}'", r"'\d'; 'a' b'b'", r"'\d'; b'é'", r"'\d'; f'{'",
           r"'\d'; f'{a!x}'", r"f'\d{a b}'", "'\\d'\nmatch x:\n case 1+1: pass", r"'\d'; 1 = 2", r"'\d'; x +", r"'\d'; f(a=1, b)",
           "'\\d'\nif x:\npass", r"'\d' )", r"'\d'; '")
for source in SOURCES:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(source, "text", "exec")
        except SyntaxError as error:
            print(error.msg, len(caught))
