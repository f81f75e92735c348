# SPDX-License-Identifier: MIT
def a():
    x = "a"
    def b():
        def c():
            nonlocal x
            x = "c"
        c()
        return x
    return b(), x

print(a())

def shadow():
    x = "outer"
    def b():
        x = "b"
        def c():
            nonlocal x
            x += "+c"
            return x
        return c(), x
    return b(), x

print(shadow())

def parameter(value):
    def change(new):
        nonlocal value
        old, value = value, new
        return old
    return change

change = parameter(1)
print(change(2), change(3), change(4))

def accumulate():
    total = 0
    items = []
    def add(*numbers):
        nonlocal total
        for number in numbers:
            total += number
            items.append(number)
        return total
    return add

add = accumulate()
print(add(1, 2), add(3), add.__code__.co_freevars)

def deep():
    n = 0
    def one():
        def two():
            def three():
                nonlocal n
                n += 1
                return n
            return three
        return two
    return one()()

three = deep()
print(three(), three(), three())
for source in ["def f():\n nonlocal q", "nonlocal q", "def f(a):\n global a", "def f(a):\n nonlocal a",
               "def f():\n a = 1\n global a", "def f():\n print(a)\n global a", "def f():\n global a\n nonlocal a"]:
    try:
        compile(source, "s", "exec")
    except SyntaxError as error:
        print(error.msg, error.lineno)
