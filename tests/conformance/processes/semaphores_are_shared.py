# SemLock between parent and child, and memory with a name.
import _multiprocessing
import _posixshmem
import mmap
import os

NAME = f"/minipy_test_{os.getpid()}"
RECURSIVE, SEMAPHORE = 0, 1


def attempt(action):
    try:
        print(action())
    except (OSError, ValueError, TypeError, AssertionError, AttributeError) as error:
        print(type(error).__name__, str(error).replace(NAME, "NAME"))


permits = _multiprocessing.SemLock(SEMAPHORE, 0, 2, NAME + "p", True)
print(permits.kind, permits.maxvalue, permits.name, permits._get_value(), permits._is_zero())
pid = os.fork()
if pid == 0:
    permits._after_fork()
    permits.release()
    os._exit(0)
print(permits.acquire(), os.waitpid(pid, 0)[1], permits._count())
print(permits.acquire(False), permits.acquire(True, 0.01), permits.acquire(timeout=-1))
permits.release()
permits.release()
attempt(permits.release)
attempt(lambda: permits.acquire("x"))
attempt(lambda: permits.acquire(True, "x"))

lock = _multiprocessing.SemLock(RECURSIVE, 1, 1, NAME + "l", False)
print(lock.acquire(), lock.acquire(), lock._count(), lock._is_mine(), lock._get_value(), lock.name == NAME + "l")
with lock:
    print(lock._count())
lock.release()
lock.release()
attempt(lock.release)
twin = _multiprocessing.SemLock._rebuild(lock.handle, RECURSIVE, 1, lock.name)
print(twin.acquire(), lock.acquire(False))
twin.release()
same = _multiprocessing.SemLock._rebuild(lock.handle, SEMAPHORE, 1, None)
print(same.name, same.handle == lock.handle, same.kind)
attempt(lambda: _multiprocessing.SemLock(RECURSIVE, 1, 1, NAME + "l", True))
attempt(lambda: _multiprocessing.sem_unlink(NAME + "l"))
attempt(lambda: _multiprocessing.sem_unlink(NAME + "l"))
attempt(lambda: _multiprocessing.SemLock(5, 1, 1, NAME, True))
attempt(lambda: _multiprocessing.SemLock(0, -1, 1, NAME, True))
attempt(lambda: _multiprocessing.SemLock(0, 1, 1, 5, True))
attempt(lambda: _multiprocessing.SemLock(0, 1, 1, "/a\0", True))
attempt(lambda: _multiprocessing.SemLock._rebuild(5, 1, 1, NAME + "none"))
attempt(lambda: setattr(lock, "name", 1))
print(_multiprocessing.SemLock.SEM_VALUE_MAX, _multiprocessing.flags)

descriptor = _posixshmem.shm_open(NAME + "m", os.O_RDWR | os.O_CREAT | os.O_EXCL, mode=0o600)
os.ftruncate(descriptor, 100)
print(os.get_inheritable(descriptor))
memory = mmap.mmap(descriptor, 100)
pid = os.fork()
if pid == 0:
    memory[:5] = b"child"
    os._exit(0)
os.waitpid(pid, 0)
print(memory[:7])
attempt(lambda: _posixshmem.shm_open(NAME + "m", os.O_RDWR | os.O_CREAT | os.O_EXCL))
attempt(lambda: _posixshmem.shm_unlink(NAME + "m"))
attempt(lambda: _posixshmem.shm_unlink(NAME + "m"))
attempt(lambda: _posixshmem.shm_open(NAME + "m", os.O_RDWR))
attempt(lambda: _posixshmem.shm_open(5, 0))
