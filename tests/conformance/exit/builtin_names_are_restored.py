# SPDX-License-Identifier: MIT
# At exit the built-in names are what they were at the start, before the program's own names go: what it has put among
# them dies first, what hangs on them can still print, and open, which is added later, is gone.
import builtins


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        try:
            print("dies", self.name, open)
        except NameError as error:
            print("dies", self.name, error)


first = Noisy("a global")
second = Noisy("a cycle")
second.itself = second
builtins.kept = Noisy("a built-in name")
builtins.log = lambda *arguments: None
builtins.print_twice = print
builtins.len = lambda items: 42
print(len([]))
