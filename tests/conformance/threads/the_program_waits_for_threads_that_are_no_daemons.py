import atexit
import threading
import time

atexit.register(print, "at exit")


def late(text, pause):
    time.sleep(pause)
    print(text)


threading.Thread(target=late, args=("a daemon is not waited for", 60), daemon=True).start()
threading.Thread(target=late, args=("late", 0.05)).start()
threading._register_atexit(print, "before the join")
print("the end of the program")
