# utime, chmod, chown, truncate, links, pipes and devices with names, extended attributes.
import os
import stat
import tempfile

os.chdir(tempfile.mkdtemp())
with open("file", "wb") as file:
    file.write(b"0123456789")


def show(action):
    try:
        print(action())
    except (OSError, TypeError, ValueError, OverflowError, NotImplementedError) as error:
        print(type(error).__name__, error)


def times(*arguments, **keywords):
    os.utime("file", *arguments, **keywords)
    status = os.stat("file")
    return status.st_atime_ns, status.st_mtime_ns


show(lambda: times((1.5, -2.5)))
show(lambda: times((-1.0000000001, 1e-9)))
show(lambda: times(ns=(-1, 5)))
show(lambda: times(ns=(10**18, 10**30)))
show(lambda: times((1e30, 1)))
show(lambda: times((float("nan"), 1)))
show(lambda: times([1, 2]))
show(lambda: times((1, 2), ns=(1, 2)))
show(lambda: times(ns=(1, "x")))
descriptor = os.open("file", os.O_RDWR)
os.utime(descriptor, (7, 8))
print(os.fstat(descriptor).st_mtime)
os.symlink("file", "link")
os.utime("link", (1, 2), follow_symlinks=False)
print(os.stat("file").st_mtime, os.lstat("link").st_mtime)

for mode in (0o600, 0o444):
    os.chmod("file", mode)
    print(oct(os.stat("file").st_mode))
os.fchmod(descriptor, 0o640)
os.chmod(descriptor, 0o641)
print(oct(os.fstat(descriptor).st_mode))
show(lambda: os.chmod("link", 0o600, follow_symlinks=False))
os.chown("file", -1, -1)
os.fchown(descriptor, os.getuid(), -1)
os.lchown("link", -1, os.getgid())
os.ftruncate(descriptor, 4)
os.truncate("file", 3)
print(os.stat("file").st_size)

os.link("file", "second")
os.link("link", "third", follow_symlinks=False)
print(os.stat("file").st_nlink, os.path.islink("third"))
os.mkdir("folder", 0o700)
folder = os.open("folder", os.O_RDONLY)
os.link("file", "inside", dst_dir_fd=folder)
os.mkdir("deeper", dir_fd=folder)
os.symlink("../file", "up", dir_fd=folder)
print(sorted(os.listdir(folder)), os.readlink("up", dir_fd=folder), os.stat("up", dir_fd=folder).st_size)
os.rename("inside", "out", src_dir_fd=folder)
os.rmdir("deeper", dir_fd=folder)
os.unlink("up", dir_fd=folder)
os.mkfifo("pipe", 0o600, dir_fd=folder)
print(stat.S_ISFIFO(os.stat("pipe", dir_fd=folder).st_mode), os.access("pipe", os.R_OK, dir_fd=folder))
os.unlink("pipe", dir_fd=folder)
os.mknod("plain", stat.S_IFREG | 0o600)
print(os.path.isfile("plain"), os.major(os.makedev(8, 300)), os.minor(os.makedev(8, 300)))
os.fchdir(folder)
print(os.path.basename(os.getcwd()), os.path.basename(os.getcwdb()))
os.chdir("..")

show(lambda: os.setxattr("file", "user.a", b"value"))
show(lambda: os.setxattr(descriptor, b"user.b", bytearray(300)))
show(lambda: os.setxattr("file", "user.a", b"", os.XATTR_CREATE))
show(lambda: sorted(name for name in os.listxattr("file") if name.startswith("user.")))
show(lambda: (os.getxattr("file", "user.a"), len(os.getxattr(descriptor, "user.b"))))
show(lambda: os.removexattr("file", "user.a"))
show(lambda: os.getxattr("file", "user.a"))
show(lambda: os.getxattr("nothing", "user.a"))
show(lambda: os.listxattr(5.0))

status = os.statvfs(".")
print(type(status), len(status), status.f_bsize > 0, os.fstatvfs(descriptor).f_fsid == status.f_fsid)
print(os.pathconf(".", "PC_NAME_MAX"), os.fpathconf(descriptor, "PC_NAME_MAX"), os.sysconf("SC_PAGE_SIZE"))
print(sorted(os.sysconf_names) == list(os.sysconf_names), os.confstr("CS_PATH"))
for name in ("file", "link", "second", "third", "out", "plain"):
    os.remove(name)
os.rmdir("folder")
os.rmdir(os.getcwd())
