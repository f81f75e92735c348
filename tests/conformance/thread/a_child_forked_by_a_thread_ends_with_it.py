import atexit
import os
import sys
import threading

atexit.register(lambda: print("at exit", flush=True))


def fork():
    child = os.fork()
    if child == 0:
        main = threading.main_thread()
        print("child:", main.name, main is threading.current_thread(), threading.active_count(), flush=True)
        print("this one is never flushed")
        return
    _, status = os.waitpid(child, 0)
    print("parent:", os.waitstatus_to_exitcode(status), flush=True)


sys.stdout.flush()
thread = threading.Thread(target=fork, name="forking")
thread.start()
thread.join()
