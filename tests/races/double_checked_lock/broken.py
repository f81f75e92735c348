# The check outside of the lock sees an instance that is not ready yet.
import threading

lock = threading.Lock()
instance = None
not_ready = 0


class Table:
    def fill(self):
        self.rows = list(range(3))


def table():
    global instance
    if instance is None:
        with lock:
            if instance is None:
                instance = Table()
                instance.fill()
    return instance


def work():
    global not_ready
    if not hasattr(table(), "rows"):
        not_ready = 1


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("seen unready:", not_ready)
