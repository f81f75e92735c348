# A keyword that is repeated in a call is found among few and among many; the first one that is repeated is named.
def try_call(keywords):
    try:
        compile("f(" + ", ".join(keywords) + ")", "f", "eval")
        print(len(keywords), "compiled")
    except SyntaxError as error:
        print(len(keywords), error.msg, error.offset)


for count in (2, 16, 17, 400):
    names = [f"k{index}=0" for index in range(count)]
    try_call(names)
    try_call(names + ["k0=1"])
    try_call([*names, "**more", names[-1]])
    try_call(["x=1", "x=2", *names, "k1=3"])
    try_call([*names, "__debug__=1", "k1=1"])
    try_call(["__debug__=1", *names, "k1=1"])
print(eval("dict(" + ", ".join(f"k{index}={index}" for index in range(300)) + ")")["k299"])
