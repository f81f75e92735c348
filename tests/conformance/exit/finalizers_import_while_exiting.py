# A finalizer that runs at exit has an import statement in it.
class W:
    def __init__(self, name): self.name = name
    def __del__(self, print=print):
        try:
            import colorsys
            print(self.name, "imported")
        except ImportError as e:
            print(self.name, type(e).__name__, str(e)[:24])
w = W("global")
c = W("cycle"); c.me = c
def gen():
    try:
        yield
    finally:
        try:
            from math import sqrt
            print("imported")
        except ImportError as e:
            print("generator", type(e).__name__)
g = gen(); next(g)
print("end")
