# SPDX-License-Identifier: MIT
x = 1

def read_before():
    try:
        print(x)
    except UnboundLocalError as error:
        print(type(error).__name__, error)
    x = 2
    return x

print(read_before())

def conditional(flag):
    if flag:
        y = 1
    try:
        return y
    except UnboundLocalError as error:
        return str(error)

print(conditional(True), conditional(False))

def deleted():
    z = 1
    del z
    try:
        z
    except UnboundLocalError as error:
        print(error)
    try:
        del z
    except UnboundLocalError as error:
        print(error)

deleted()

def augmented():
    x += 1

try:
    augmented()
except UnboundLocalError as error:
    print(error, isinstance(error, NameError))

def except_name():
    try:
        raise ValueError("gone")
    except ValueError as e:
        pass
    try:
        e
    except UnboundLocalError as error:
        print(error)

except_name()
try:
    undefined_name
except NameError as error:
    print(error, error.name)

def loop_never_runs():
    for item in []:
        pass
    return item

try:
    loop_never_runs()
except UnboundLocalError as error:
    print(error)
