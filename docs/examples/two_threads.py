# SPDX-License-Identifier: MIT
import threading
import time

lock = threading.Lock()


def work(pause):
    with lock:
        time.sleep(pause)


threads = [threading.Thread(target=work, args=(pause,)) for pause in (0.5, 0.1)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
