# Values of thread-local storage die in the child, with the threads that it does not have; what those threads were doing
# is left as it is.
import os
import sys
import threading


class Watched:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("dies:", self.name, "in the parent" if os.getpid() == parent else "in the child", flush=True)


def work():
    storage.value = Watched("value of a thread")
    ready.set()
    may_end.wait()


parent = os.getpid()
storage = threading.local()
storage.value = Watched("value of the main thread")
ready, may_end = threading.Event(), threading.Event()
thread = threading.Thread(target=work)
thread.start()
ready.wait()
child = os.fork()
if child == 0:
    print("child has", threading.active_count(), storage.value.name, flush=True)
    os._exit(0)
print("child ended with", os.waitpid(child, 0)[1], flush=True)
may_end.set()
thread.join()
del storage.value
