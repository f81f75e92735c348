# atexit.unregister compares callbacks; a comparison drops all of them.
import atexit
class Call:
    def __init__(self, n): self.n = n
    def __call__(self): print("exit", self.n)
    def __eq__(self, other): return NotImplemented
for i in range(4):
    atexit.register(Call(i))
class Evil:
    def __eq__(self, other):
        print("compared")
        atexit._clear()
        return NotImplemented
atexit.unregister(Evil())
print(atexit._ncallbacks())
class Adds:
    def __eq__(self, other):
        atexit.register(print, "late", other.n)
        return other.n == 11
for i in range(10, 13):
    atexit.register(Call(i))
atexit.unregister(Adds())
print(atexit._ncallbacks())
