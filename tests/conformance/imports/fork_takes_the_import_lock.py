# The child can import although another thread was importing when it was made.
import _imp
import os
import threading
import time

holds, may_end = threading.Event(), threading.Event()


def hold():
    _imp.acquire_lock()
    holds.set()
    time.sleep(0.05)
    _imp.release_lock()


thread = threading.Thread(target=hold)
thread.start()
holds.wait()
_imp.acquire_lock()
print("taken twice", _imp.lock_held(), flush=True)
child = os.fork()
if child == 0:
    status = 0 if _imp.lock_held() else 1
    _imp.release_lock()
    status += 2 if _imp.lock_held() else 0
    import colorsys

    os._exit(status)
_imp.release_lock()
thread.join()
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), _imp.lock_held())
