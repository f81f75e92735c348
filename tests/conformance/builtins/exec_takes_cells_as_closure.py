# exec(code, closure=…): as many cells as the code has free variables, nothing else.
def outer():
    x = 1

    def inner():
        global seen
        seen = x
    return inner


inner, plain = outer(), compile("1", "", "exec")
code = inner.__code__
for source, closure in ((code, inner.__closure__), (code, (5,)), (code, [5]), (code, 5), (code, ()), (code, None), ("1", ()), ("1", 5), (plain, ()), (plain, 5), (plain, None)):
    seen = None
    try:
        exec(source, globals(), closure=closure)
        print("ran", seen)
    except TypeError as error:
        print(error)
