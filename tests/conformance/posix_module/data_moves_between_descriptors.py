# pread, readv, sendfile, splice and their like; eventfd and memory files; flags of descriptors.
import os
import tempfile

file = tempfile.TemporaryFile(buffering=0)
fd = file.fileno()
print(os.pwrite(fd, b"0123456789", 0), os.pread(fd, 4, 3), os.pread(fd, 4, 100), os.lseek(fd, 0, os.SEEK_CUR))
parts = [bytearray(3), bytearray(2), memoryview(bytearray(20))]
print(os.readv(fd, parts), parts[:2], bytes(parts[2])[:6])
print(os.preadv(fd, parts[:2], 5), parts[:2])
print(os.writev(fd, [b"ab", bytearray(b"cd")]), os.pwritev(fd, (b"X", b"YZ"), 1), os.pread(fd, 100, 0))
for call in (lambda: os.readv(fd, [b"x"]), lambda: os.writev(fd, 5), lambda: os.preadv(fd, [1], 0),
             lambda: os.writev(fd, {}), lambda: os.pread(fd, -1, 0), lambda: os.pread(fd, 1, 1 << 70)):
    try:
        print(call())
    except (TypeError, BufferError, OSError, OverflowError) as error:
        print(type(error).__name__, error)

reader, writer = os.pipe()
print(os.sendfile(writer, fd, 2, 5), os.read(reader, 100))
os.lseek(fd, 0, os.SEEK_SET)
print(os.sendfile(writer, fd, None, 3), os.lseek(fd, 0, os.SEEK_CUR), os.read(reader, 100))
print(os.splice(fd, writer, 4, offset_src=1), os.read(reader, 100))
memory = os.memfd_create("memory")
other = os.memfd_create("other", os.MFD_CLOEXEC)
os.write(memory, b"0123456789")
print(os.copy_file_range(memory, other, 6, offset_src=2), os.pread(other, 100, 0), os.get_inheritable(memory))

counter = os.eventfd(3)
print(os.eventfd_read(counter))
os.eventfd_write(counter, (1 << 64) - 2)
print(os.eventfd_read(counter) == (1 << 64) - 2)
os.set_blocking(counter, False)
print(os.get_blocking(counter), os.get_blocking(reader))
for call in (lambda: os.eventfd_read(counter), lambda: os.eventfd(-1), lambda: os.eventfd(1 << 32),
             lambda: os.eventfd_write(counter, -1), lambda: os.eventfd_write(counter, 1 << 64),
             lambda: os.copy_file_range(0, 1, -1), lambda: os.splice(0, 1, -1)):
    try:
        print(call())
    except (OSError, ValueError, OverflowError) as error:
        print(type(error).__name__, error)

first, second = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
print(os.get_blocking(first), os.get_inheritable(first))
copy = os.dup(first)
print(os.get_inheritable(copy), os.get_inheritable(os.dup2(first, copy)), os.get_inheritable(os.dup2(first, copy, False)))
os.closerange(copy, copy + 1)
os.posix_fallocate(fd, 0, 1000)
os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_SEQUENTIAL)
os.fsync(file)
os.fdatasync(fd)
print(os.fstat(fd).st_size, len(os.getrandom(10)), len(os.urandom(20)))
