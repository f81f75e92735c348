import hashlib
import _thread
import time

data = b"x" * 300_000
h = hashlib.sha256()
ended = []


def work():
    for _ in range(5):
        h.update(data)
    ended.append(True)


for _ in range(4):
    _thread.start_new_thread(work, ())
while len(ended) < 4:
    h.copy().digest()
    time.sleep(0.001)
print(h.hexdigest() == hashlib.sha256(data * 20).hexdigest())
