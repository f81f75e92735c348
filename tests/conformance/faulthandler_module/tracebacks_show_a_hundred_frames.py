# As it is written: by the handler of a signal, by a thread that watches, or at once.
import faulthandler
import os
import re
import signal
import tempfile
import threading
import time

HERE = (lambda: 0).__code__.co_filename  # not __file__, which may be that of a .pyc


def dumped(action):
    with tempfile.TemporaryFile("w+") as file:
        action(file)
        file.seek(0)
        text = file.read().replace(HERE, "FILE")
    return re.sub("0x[0-9a-f]+", "0x…", text)


def deep(depth, file):
    if depth > 0:
        return deep(depth - 1, file)
    faulthandler.dump_traceback(file, all_threads=False)


for depth in (3, 94, 95, 96, 97, 98, 200):
    lines = dumped(lambda file: deep(depth, file)).splitlines()
    print(depth, len(lines), lines[0], lines[-1])
print(dumped(lambda file: deep(1, file)))
print(dumped(faulthandler.dump_traceback))

source = f"def é{'x' * 600}(file): faulthandler.dump_traceback(file)"
exec(compile(source, 'a\nü"' + "y" * 600, "exec"))
print(dumped(globals()["é" + "x" * 600]))


def by_signal(file):
    faulthandler.register(signal.SIGUSR1, file, all_threads=False)
    signal.raise_signal(signal.SIGUSR1)
    faulthandler.unregister(signal.SIGUSR1)


def chained(file):
    signal.signal(signal.SIGUSR1, lambda number, frame: print("handler", number))
    faulthandler.register(signal.SIGUSR1, file, chain=True)
    signal.raise_signal(signal.SIGUSR1)
    signal.raise_signal(signal.SIGUSR1)
    faulthandler.unregister(signal.SIGUSR1)
    signal.raise_signal(signal.SIGUSR1)


def by_watchdog(file):
    faulthandler.dump_traceback_later(0.1, file=file)
    while b"<module>" not in os.pread(file.fileno(), 10000, 0): time.sleep(0.001)
    faulthandler.cancel_dump_traceback_later()


print(dumped(by_signal))
print(dumped(chained))
print(dumped(by_watchdog))

begun, end = threading.Event(), threading.Event()


def worker():
    begun.set()
    end.wait()


thread = threading.Thread(target=worker)
thread.start()
begun.wait()
text = dumped(faulthandler.dump_traceback)
print([line for line in text.splitlines() if "hread" in line and "File" not in line])
print("in worker" in text)
end.set()
thread.join()
