def describe(x):
    unless x:
        return "nothing"
    else:
        return f"{x} things"


print(describe(0), describe(3), sep=", ")
try:
    compile("unless x:\npass", "<example>", "exec")
except IndentationError as error:
    print(error.msg)
