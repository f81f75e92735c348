# The bounds of a slice of a bytearray change the bytearray.
class Ix:
    def __init__(self, box, value, keep=0):
        self.box, self.value, self.keep = box, value, keep
    def __index__(self):
        del self.box[self.keep:]
        return self.value
def go(label, f, n=100000):
    box = bytearray(b"abcdefghij" * (n // 10))
    try:
        r = f(box)
        print(label, r if r is None else (len(r), r[:3]), len(box), bytes(box[:4]))
    except Exception as e:
        print(label, type(e).__name__, e, len(box))
go("slice", lambda b: b[Ix(b, 50):90000])
go("slice step", lambda b: b[Ix(b, 50):90000:3])
go("slice back", lambda b: b[::Ix(b, -3, 7)])
go("set slice", lambda b: b.__setitem__(slice(Ix(b, 50, 3), 90000), b"xy"))
go("set slice step", lambda b: b.__setitem__(slice(0, Ix(b, 3, 3), 2), b"xy"))
go("del slice", lambda b: b.__delitem__(slice(Ix(b, 50, 3), 90000)))
go("del slice step", lambda b: b.__delitem__(slice(Ix(b, 50, 3), 90000, 2)))
go("insert", lambda b: b.insert(Ix(b, 70000, 3), 65))
go("pop", lambda b: b.pop(Ix(b, 70000, 3)))
go("pop negative", lambda b: b.pop(Ix(b, -1, 3)))
go("mul", lambda b: b * Ix(b, 2, 3))
