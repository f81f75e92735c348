# minipy: --trace=op,exc --explain --color=never
try:
    [1, 2].missing
except AttributeError:
    print("caught")
