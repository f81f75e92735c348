# A fork comes while another thread uses a buffered stream. The child has the stream, but not the thread: it does not wait
# for it. (In CPython 3.11 the child waits for ever.)
import io
import os
import sys
import threading

inside, may_go_on = threading.Event(), threading.Event()


class Raw(io.RawIOBase):
    def writable(self):
        return True

    def write(self, data):
        if threading.current_thread() is not threading.main_thread():
            inside.set()
            may_go_on.wait()
        return len(data)


stream = io.BufferedWriter(Raw())
stream.write(b"from the thread")
thread = threading.Thread(target=stream.flush)
thread.start()
inside.wait()
child = os.fork() if sys.implementation.name != "cpython" else None
if child == 0:
    stream.write(b"from the child")
    stream.flush()
    os._exit(0)
may_go_on.set()
thread.join()
print("the child ended with", os.waitpid(child, 0)[1] if child else 0)
