# SPDX-License-Identifier: MIT
def outer():
    def inner():
        return value
    value = 1
    first = inner()
    value = 2
    second = inner()
    return first, second

print(outer())

def counters():
    count = 0
    def up():
        nonlocal count
        count += 1
        return count
    def read():
        return count
    return up, read

up, read = counters()
print(up(), up(), read())
up2, read2 = counters()
print(up2(), read(), read2())

def unbound():
    def inner():
        return later
    try:
        inner()
    except NameError as error:
        print(type(error).__name__, error)
    later = 1
    return inner()

print(unbound())

def delete_cell():
    x = 1
    def inner():
        return x
    del x
    try:
        return inner()
    except NameError as error:
        return str(error), error.name

print(delete_cell())
print(up.__code__.co_freevars, counters.__code__.co_cellvars, up.__closure__[0].cell_contents)
