# flock and lockf between two processes.
import fcntl
import os
import tempfile

file = tempfile.NamedTemporaryFile()
file.write(b"0123456789")
file.flush()


def other(action):
    pid = os.fork()
    if pid == 0:
        status = 0
        try:
            with open(file.name, "r+b") as mine:
                action(mine)
        except BlockingIOError:
            status = 1
        os._exit(status)
    return "refused" if os.waitpid(pid, 0)[1] else "granted"


fcntl.flock(file, fcntl.LOCK_EX)
print(other(lambda mine: fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)))
fcntl.flock(file, fcntl.LOCK_UN)
print(other(lambda mine: fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)))
fcntl.lockf(file, fcntl.LOCK_EX, 3, 2)
print(other(lambda mine: fcntl.lockf(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)))
print(other(lambda mine: fcntl.lockf(mine, fcntl.LOCK_EX | fcntl.LOCK_NB, 2)))
print(other(lambda mine: fcntl.lockf(mine, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, 4)))
print(other(lambda mine: fcntl.lockf(mine, fcntl.LOCK_EX | fcntl.LOCK_NB, 0, -5, os.SEEK_END)))
os.lseek(file.fileno(), 0, os.SEEK_SET)
os.lockf(file.fileno(), os.F_TLOCK, 1)
print(other(lambda mine: os.lockf(mine.fileno(), os.F_TLOCK, 1)))
fcntl.lockf(file, fcntl.LOCK_UN)
print(other(lambda mine: fcntl.lockf(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)))
for arguments in ((file, 0), (file, 99, "x"), (99, fcntl.LOCK_SH), (file, fcntl.LOCK_UN, 1, 1, 9)):
    try:
        fcntl.lockf(*arguments)
    except (ValueError, TypeError, OSError) as error:
        print(type(error).__name__, error)
