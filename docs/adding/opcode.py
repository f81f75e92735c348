IS_OP, IS_NONE = 117, 113


def absent(x):
    return x is None, x is not None


print(absent(None), absent(0))
opcodes = absent.__code__.co_code[::2]
print(opcodes.count(IS_NONE), opcodes.count(IS_OP))
