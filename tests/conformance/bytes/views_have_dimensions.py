m = memoryview(bytearray(range(12)))
def attempt(f):
    try:
        print(f())
    except (TypeError, ValueError, IndexError, NotImplementedError) as error:
        print(type(error).__name__, error)
z = memoryview(b"x").cast("B", ())
v = m.cast("B", (3, 4))
w = m.cast("B").cast("h", [3, 2])
c = m.cast("B", [2, 3, 2])
for f in (
    lambda: len(z),
    lambda: z[()],
    lambda: z[...] is z,
    lambda: z[0],
    lambda: z.tolist(),
    lambda: list(z),
    lambda: z.shape,
    lambda: z.strides,
    lambda: z.tobytes(),
    lambda: z.nbytes,
    lambda: z.c_contiguous,
    lambda: z.f_contiguous,
    lambda: z == memoryview(b"x"),
    lambda: z==memoryview(b"x").cast("B", ()),
    lambda: len(v),
    lambda: v[1],
    lambda: v[1,2],
    lambda: v[-1,-1],
    lambda: v[3,0],
    lambda: v[0,4],
    lambda: v[1,],
    lambda: v[1,2,3],
    lambda: v[0:2].tolist(),
    lambda: v[::2].tolist(),
    lambda: v[::2].strides,
    lambda: v[::2].shape,
    lambda: v[::2].c_contiguous,
    lambda: v[::2].f_contiguous,
    lambda: v[::2].tobytes(),
    lambda: v[0:1,0:1],
    lambda: v["a"],
    lambda: v[1,"a"],
    lambda: v[...],
    lambda: list(v),
    lambda: v.tolist(),
    lambda: v.tobytes("F"),
    lambda: v.tobytes("A"),
    lambda: c.tobytes("F"),
    lambda: c.tolist(),
    lambda: v.ndim,
    lambda: c.shape,
    lambda: c.strides,
    lambda: w.tolist(),
    lambda: w.strides,
    lambda: v.hex(),
    lambda: bytes(v),
    lambda: v.nbytes,
    lambda: v.f_contiguous,
    lambda: v.contiguous,
    lambda: m.cast("B",(12,1)).f_contiguous,
    lambda: m.cast("B",(1,12,1)).f_contiguous,
    lambda: v == m,
    lambda: v == m.cast("B",(4,3)),
    lambda: v == m.cast("b",(3,4)),
    lambda: v == v[:],
    lambda: v[::2] == v[0:2],
    lambda: m[(1,)],
    lambda: m[()],
    lambda: m[1,2],
    lambda: m[0:1,],
    lambda: m[1:2,1:2],
    lambda: m.cast("B", (3,5)),
    lambda: m.cast("B", (3,"a")),
    lambda: m.cast("B", (3,-1)),
    lambda: m.cast("B", (0,)),
    lambda: m.cast("B", 5),
    lambda: m.cast("B", [1]*65),
    lambda: m.cast("B", [1]*64+[12]),
    lambda: m.cast("B", [12]+[1]*63).ndim,
    lambda: v.cast("B", (4,3)),
    lambda: v.cast("B").tolist(),
    lambda: v.cast("h").tolist(),
    lambda: v[::2].cast("B"),
    lambda: memoryview(b"").cast("B", (1,)),
    lambda: memoryview(b"").cast("B").shape,
    lambda: m[0:0].cast("B",(1,)),
    lambda: m.cast("B", (2**40,2**40)),
    lambda: m.cast("B",()),
    lambda: hash(v.toreadonly()) == hash(bytes(range(12))),
    lambda: memoryview(v).shape,
    lambda: v.toreadonly().shape,
    lambda: v[3:].tolist(),
    lambda: v[3:].shape,
    lambda: v[3:].cast("B"),
    lambda: bytearray(v),
    lambda: b"".join([v]),
    lambda: memoryview(v[::2]).tobytes(),
    lambda: bytes(v[::2]),
    lambda: m.cast("B", (True, 12)).shape,
    lambda: 5 in v,
    lambda: v[2**70,0],
    lambda: v[::2].hex(),
    lambda: v.obj is m.obj,
    lambda: z.hex(),
    lambda: hash(z) == hash(b"x"),
):
    attempt(f)
def put(view, key, value):
    def g():
        view[key] = value
        return m.tolist()
    attempt(g)
z = memoryview(bytearray(b"x")).cast("B", [])
for key in ((), ..., 0, slice(None)):
    put(z, key, 7)
print(z.tolist())
for key in ((1,2), 1, (1,), (1,2,3), slice(0,1), (slice(0,1),slice(0,1)), (9,9), "a", ..., (1, "a"), ()):
    put(v, key, 99)
put(v, (0, 0), 256)
put(v, (0, 0), "a")
put(w, (2, 1), -1)
put(m, (3,), 44)
put(v, slice(0, 1), v[0:1])
try:
    del v[0, 0]
except TypeError as error:
    print(error)


class Releases:
    def __index__(self):
        v.release()
        return 0


attempt(lambda: v[Releases(), 0])
