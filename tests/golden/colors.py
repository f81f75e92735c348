# minipy: --trace --color=always
try:
    print([1][2])
except IndexError:
    pass
