import _thread
import threading

for size in 0, 1, 32767, 32768, 2**20, 2**62, 2**63 - 1, 2**63, -1, "1", None, 1.5, 0:
    try:
        print(_thread.stack_size(size))
    except Exception as error:
        print(type(error).__name__, error)

_thread.stack_size(2**62)
try:
    threading.Thread(target=print).start()
except RuntimeError as error:
    print(error)
_thread.stack_size(0)
thread = threading.Thread(target=print, args=("runs",))
thread.start()
thread.join()
