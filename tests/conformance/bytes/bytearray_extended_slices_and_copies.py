"""Nothing assigned to an extended slice deletes it; copies keep the slots of subclasses."""
b = bytearray(range(10))
v = memoryview(b)
for s in (slice(1, -1, 2), slice(5, 5, 2)):
    try: b[s] = b""; print(b)
    except Exception as e: print(type(e).__name__, e)
    try: del b[s]; print(b)
    except Exception as e: print(type(e).__name__, e)
v.release()
b[1:-1:2] = b""; print(b)
print(ord(bytearray(b"a")))
try: ord(bytearray(b"ab"))
except Exception as e: print(type(e).__name__, e)
class BS(bytearray): __slots__ = ("x", "__dict__")
s = BS(b"abc"); s.x = 10; s.y = 20
print(s.__reduce_ex__(2), s.__reduce_ex__(3))
import copy
c = copy.copy(s); print(c, c.x, c.y)
class BS(bytearray):
    def __getstate__(self): return "st"
print(BS().__reduce__(), BS().__reduce_ex__(4), bytearray(b"x").__reduce_ex__(2))
