class Imports:
    def __init__(self, name):
        self.name = name

    def __del__(self, print=print):
        try:
            import colorsys
            print(self.name, "imported")
        except ImportError as error:
            print(self.name, type(error).__name__, str(error)[:24])


held = Imports("global")
cycle = Imports("cycle")
cycle.me = cycle


def generator():
    try:
        yield
    finally:
        try:
            from math import sqrt
            print("imported", sqrt)
        except ImportError as error:
            print("generator", type(error).__name__)


running = generator()
next(running)
print("end")
