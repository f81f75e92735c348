# The end of the program comes while a daemon thread uses a stream. Who needs that stream now waits for a second, and then
# gives up for good: the thread will never go on.
import re
import subprocess
import sys

PROGRAM = """
import io, resource, sys, threading

resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
inside = threading.Event()

class NeverDone(io.RawIOBase):
    def writable(self):
        return True

    def write(self, data):
        inside.set()
        threading.Event().wait()

class AtTheEnd:
    def __init__(self, stream):
        self.stream = stream

    def __del__(self):
        self.stream.flush()

stream = io.BufferedWriter(NeverDone())
stream.write(b"never written")
threading.Thread(target=stream.flush, daemon=True).start()
inside.wait()
sys.last = AtTheEnd(stream)
print("begins to end")
"""

done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)
print(done.returncode, done.stdout)
print(re.sub(r" \(tstate=.*?\)|0x[0-9a-f]+", "", done.stderr))
