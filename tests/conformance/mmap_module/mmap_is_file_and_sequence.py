# An mmap read and written as a file, as a sequence and as a buffer, and what is refused.
import mmap
import os
import tempfile

file = tempfile.TemporaryFile()
file.write(b"hello world\nline2\nlast")
file.flush()
fd = file.fileno()
m = mmap.mmap(fd, 0)
anonymous = mmap.mmap(-1, 10)
readonly = mmap.mmap(fd, 0, access=mmap.ACCESS_READ)
private = mmap.mmap(fd, 0, access=mmap.ACCESS_COPY)
closed = mmap.mmap(-1, 5)
closed.close()
closed.close()
ERRORS = (TypeError, ValueError, IndexError, OSError, OverflowError, BufferError, AttributeError)


def flags_of(map):
    with memoryview(map) as view:
        return view.readonly, view.format, len(view)


def show(text):
    try:
        print(text, "->", eval(text))
    except ERRORS as error:
        print(text, "->", type(error).__name__, error)


for text in """mmap.mmap(fd, -1)
mmap.mmap(fd, 1000)
mmap.mmap(99, 1)
mmap.mmap(-2, 1)
mmap.mmap('x', 1)
mmap.mmap(-1, 0)
mmap.mmap(fd, 0, offset=-1)
mmap.mmap(fd, 0, offset=1)
mmap.mmap(fd, 0, offset=4096)
mmap.mmap(fd, 5, access=9)
mmap.mmap(fd, 5, access=1, prot=1)
mmap.mmap(fd, 5, flags=0)
mmap.mmap(fd, 2**70)
m
closed
anonymous
readonly
mmap.mmap(fd, 5, access=mmap.ACCESS_WRITE)
mmap.mmap(-1, 5, prot=mmap.PROT_WRITE)
mmap.mmap(-1, 5, prot=mmap.PROT_READ)
len(m)
m[0], m[-1], m[1:4], m[::2], m[5:1], m[1:10:3], m[::-1]
m[100]
m['x']
readonly.__setitem__(0, 1)
m.__setitem__(0, 300)
m.__setitem__(0, 'x')
m.__setitem__(0, 72)
m.__setitem__(100, 72)
m.__setitem__(slice(0, 2), b'HE')
m.__setitem__(slice(0, 2), b'HEX')
m.__setitem__(slice(0, 4, 2), b'ab')
m.__setitem__(slice(0, 2), 'ab')
m.__delitem__(0)
m.__delitem__(slice(1))
private.__setitem__(0, 1)
readonly[:5], private[:5]
m.read(3), m.read(), m.read(0), m.read(-1), m.read(None)
m.read('x')
m.read_byte()
m.seek(0), m.read_byte(), m.readline(), m.readline(), m.readline(), m.readline()
m.seek(-1)
m.seek(5, 1)
m.seek(0, 5)
m.seek(-3, 2), m.tell()
m.seek(0), m.write(b'abc')
m.write('abc')
m.write(b'x' * 100)
m.write_byte(300)
m.write_byte(5)
readonly.write(b'a')
m.find(b'line'), m.find(b'zz'), m.find(b'l', 1, 5), m.find(b'l', -5), m.rfind(b'l'), m.rfind(b'l', 0, 5)
m.find(b''), m.find(b'', 100), m.rfind(b'')
m.find('x')
m.move(0, 5, 3)
m.move(0, 50, 3)
m.move(-1, 0, 3)
readonly.move(0, 0, 1)
m.size()
anonymous.size()
m.flush(), m.flush(0, 5), readonly.flush()
m.flush(1, 5)
m.flush(0, 500)
m.madvise(mmap.MADV_NORMAL), m.madvise(0, 0, 5)
m.madvise(0, 100)
m.madvise(0, 0, -1)
m.madvise(99)
m.resize(5000), len(m), os.fstat(fd).st_size
m.resize(-1)
readonly.resize(5)
anonymous.resize(20), len(anonymous)
b'a' in m, 97 in m, 'x' in m, list(anonymous)[:2], bytes(anonymous)[:3]
flags_of(anonymous), flags_of(readonly)
anonymous == anonymous, anonymous != readonly
closed.closed, m.closed
len(closed)
closed[0]
closed.read()
closed.tell()
closed.__enter__()
memoryview(closed)
anonymous.__enter__() is anonymous, anonymous.__exit__(1, 2, 3), anonymous.closed""".split("\n"):
    show(text)

view = memoryview(m)
show("m.close()")
show("m.resize(10)")
view[0] = 90
view.release()
print(m[0])


class Sub(mmap.mmap):
    pass


sub = Sub(-1, 3)
sub.extra = 1
print(sub[:], sub.extra)
