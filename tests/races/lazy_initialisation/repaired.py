# Who makes it holds the lock; the others wait and find it.
import threading


class Settings:
    made = 0
    instance = None
    lock = threading.Lock()

    def __init__(self):
        Settings.made += 1


def settings():
    with Settings.lock:
        if Settings.instance is None:
            Settings.instance = Settings()
        return Settings.instance


def work():
    settings()


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(Settings.made, "made")
