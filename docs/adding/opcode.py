import opcode


def absent(x):
    return x is None, x is not None


print(absent(None), absent(0))
print([instruction for instruction in absent.__code__.co_code[::2] if instruction in (113, opcode.opmap["IS_OP"])])
