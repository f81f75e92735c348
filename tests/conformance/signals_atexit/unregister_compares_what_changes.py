import atexit


class Call:
    def __init__(self, number):
        self.number = number

    def __call__(self):
        print("exit", self.number)


class Clears:
    def __eq__(self, other):
        print("compared")
        atexit._clear()
        return False


class Adds:
    def __eq__(self, other):
        if getattr(other, "number", 0) == 11:
            atexit.register(print, "late")
            return True
        return False


for number in range(3):
    atexit.register(Call(number))
atexit.unregister(Clears())
print(atexit._ncallbacks())
for number in range(10, 13):
    atexit.register(Call(number))
atexit.unregister(Adds())
print(atexit._ncallbacks())
atexit.register(lambda: atexit.register(print, "never: registered while exiting"))
