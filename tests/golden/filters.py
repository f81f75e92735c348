# minipy: --trace --color=never --only func=inner --only op=*_OP --only op=STORE_* --skip name=y
def inner(x):
    y = x + 1
    z = y * 2
    return z


def outer():
    return inner(1) + inner(2)


outer()
