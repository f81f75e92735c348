import sys
import threading


def fail():
    1 / 0


kept = sys.stderr
sys.stderr = None
thread = threading.Thread(target=fail)
thread.start()
thread.join()
sys.stderr = kept
print("it has ended:", thread.is_alive())
