import _thread, threading, time
l = _thread.allocate_lock()
print(l.acquire(), l.locked(), l.acquire(False), l.acquire(timeout=0.01), repr(l)[:15], l.release(), l.locked(), type(l))
with l: print(l.locked())
for f in (lambda: l.release(), lambda: l.acquire(False, 1), lambda: l.acquire(timeout=-3), lambda: l.acquire(timeout=1e300), lambda: _thread.LockType(), lambda: _thread.RLock().release(), lambda: l.acquire("a", "b")):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
r = threading.RLock()
with r:
    with r: print(r._is_owned())
print(r._is_owned(), threading.current_thread().name, threading.get_ident() == _thread.get_ident(), threading.main_thread() is threading.current_thread(), _thread.TIMEOUT_MAX)
c = threading.Condition()
with c: print(c.wait(0.01), c.notify_all())
e = threading.Event(); e.set(); print(e.wait(), e.is_set())
s = threading.Semaphore(2); print(s.acquire(), s.acquire(), s.acquire(blocking=False))
local = threading.local(); local.x = 1; print(local.x, local.__dict__, hasattr(local, "y"))
class L(threading.local):
    def __init__(self, n): self.n = n
print(L(4).n)
try: threading.local(1)
except TypeError as error: print(error)
