# SPDX-License-Identifier: MIT
# Threads: the GIL lets one of them run at a time. Where one sleeps or waits, the others run meanwhile.
import sys
import threading
import time

log = []


def work(name, pauses):
    for pause in pauses:
        log.append(name)
        time.sleep(pause)  # lets go of the GIL


threads = [threading.Thread(target=work, args=("a", [0.05, 0.2])), threading.Thread(target=work, args=("b", [0.1, 0.1]))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("who wrote, in this order:", log)
print("all ended:", [thread.is_alive() for thread in threads])
print("a thread may run so long while others wait:", sys.getswitchinterval(), "s")

# Each thread has its own frames, its own exception, its own values in a threading.local().
own = threading.local()
own.name = "main"


def look():
    print("another thread sees:", hasattr(own, "name"), len(sys._current_frames()), "threads have frames")


thread = threading.Thread(target=look)
thread.start()
thread.join()
