# queue.Queue looks and takes in one step.
import queue
import threading

buffer = queue.Queue()
for item in range(4):
    buffer.put(item)
errors = []


def work():
    while True:
        try:
            buffer.get_nowait()
        except queue.Empty:
            return


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("left:", buffer.qsize(), "errors:", errors)
