# SPDX-License-Identifier: MIT
# A name belongs to the innermost function that assigns it. A function that uses a name of an enclosing function
# keeps that variable alive in a *cell*: the variable, not its value at the time.
# Try: minipy --dump=symtable samples/scopes_and_closures.py

greeting = "hello"              # global: lives in the module's dictionary


def counter(start):
    count = start               # a cell variable, because `step` below uses it

    def step(by=1):
        nonlocal count          # assign the enclosing function's variable, do not make a local one
        count += by
        return count

    return step


first, second = counter(0), counter(100)
print(first(), first(), second(), first(5))
print(first.__code__.co_freevars, first.__closure__[0].cell_contents)

# All functions made in a loop share the loop's one variable …
late = [lambda: i for i in range(3)]
print([f() for f in late])

# … unless each gets its own: a default is evaluated when the function is made.
early = [lambda i=i: i for i in range(3)]
print([f() for f in early])


class Body:
    greeting = "class bodies are no enclosing scope"

    def method(self):
        return greeting         # the global, not the class attribute


print(Body().method(), "|", Body.greeting)
