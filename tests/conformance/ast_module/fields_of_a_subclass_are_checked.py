import ast


class Numbers(ast.AST):
    _fields = (1, 2)


class Names(ast.AST):
    _fields = ("a", "b")


for make in (lambda: Numbers(1, 2), lambda: Names(1, a=2), lambda: Names(1, 2, 3), lambda: Names(1, 2).b):
    try:
        print(make())
    except TypeError as error:
        print(error)
loop = ast.Name("a")
loop.id = loop
try:
    ast.dump(loop)
except RecursionError:
    print("RecursionError")
