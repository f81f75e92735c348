# The only instance is made when it is first asked for: by two threads, there may be two.
import threading


class Settings:
    made = 0
    instance = None

    def __init__(self):
        Settings.made += 1


def settings():
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
