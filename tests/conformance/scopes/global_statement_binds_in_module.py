# SPDX-License-Identifier: MIT
counter = 0

def bump():
    global counter
    counter += 1

def create():
    global created, Made, function_made
    created = "yes"
    class Made:
        pass
    def function_made():
        return 7

bump()
bump()
create()
print(counter, created, Made.__qualname__, function_made(), function_made.__qualname__)

def delete():
    global created
    del created

delete()
try:
    created
except NameError as error:
    print(error)

def loop_target():
    global index
    for index in range(5):
        pass

loop_target()
print(index)

x = "module"
def outer():
    x = "outer"
    def middle():
        global x
        x = "changed"
        def inner():
            return x
        return inner()
    return middle(), x

print(outer(), x)

class Scope:
    global from_class
    from_class = 10
    local = from_class + 1

print(from_class, Scope.local, hasattr(Scope, "from_class"))
exec("global g_exec\ng_exec = 5")
print(g_exec)
