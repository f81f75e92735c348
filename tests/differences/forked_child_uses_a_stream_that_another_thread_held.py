# SPDX-License-Identifier: MIT
# While a thread writes through a buffered stream, others wait for it. In a forked child that thread does not exist: there
# CPython waits for ever, and minipy goes on with the stream as it was left.
import io
import os
import threading
import time


class Raw(io.RawIOBase):
    slow = True

    def writable(self):
        return True

    def write(self, data):
        if self.slow:
            writes.set()
            go_on.wait()
        return len(data)


writes, go_on, raw = threading.Event(), threading.Event(), Raw()
stream = io.BufferedWriter(raw)
stream.write(b"text")
thread = threading.Thread(target=stream.flush)
thread.start()
writes.wait()
child = os.fork()
if child == 0:
    raw.slow = False
    stream.write(b"more")
    stream.flush()
    os._exit(3)
deadline = time.monotonic() + 2
while (ended := os.waitpid(child, os.WNOHANG)) == (0, 0) and time.monotonic() < deadline:
    time.sleep(0.01)
if ended == (0, 0):
    print("the child waits")
    os.kill(child, 9)
    os.waitpid(child, 0)
else:
    print("the child has ended with", ended[1] >> 8)
go_on.set()
thread.join()
