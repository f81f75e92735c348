# minipy: --trace=line,call,exc,signal --sections=run --width=110
import os
import signal
import time


def alarm(number, frame):
    raise TimeoutError("too slow")


def work():
    time.sleep(5)
    os.kill(os.getpid(), signal.SIGUSR1)
    return "never"


reader, writer = os.pipe()
os.set_blocking(writer, False)
signal.set_wakeup_fd(writer)
signal.signal(signal.SIGUSR1, alarm)
try:
    work()
except TimeoutError as error:
    print(error, os.read(reader, 10) == bytes([signal.SIGUSR1]))
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("interrupted")
