# SPDX-License-Identifier: MIT
functions = []
for i in range(4):
    functions.append(lambda: i)
print([f() for f in functions])

functions = [lambda: j for j in range(4)]
print([f() for f in functions])

functions = [lambda k=k: k for k in range(4)]
print([f() for f in functions])

def make():
    result = []
    for n in range(3):
        def show(prefix):
            return f"{prefix}{n}"
        result.append(show)
    return result

print([show("n=") for show in make()])
print(all(a.__closure__[0] is b.__closure__[0] for a, b in zip(make(), make())))
first, second, third = make()
print(first.__closure__[0] is third.__closure__[0])

def bind(n):
    return lambda: n

print([f() for f in [bind(n) for n in range(3)]])

def generator_cells():
    for letter in "ab":
        yield lambda: letter

print([f() for f in generator_cells()], [f() for f in list(generator_cells())])
