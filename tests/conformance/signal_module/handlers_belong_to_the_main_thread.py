# A signal may reach any thread; its function runs in the main one, which alone may set it.
import signal
import threading
import time


def outcome(function, *arguments):
    try:
        return function(*arguments)
    except (OSError, TypeError, ValueError) as error:
        return f"{type(error).__name__}: {error}"


arrived = threading.Event()


def handler(number, frame):
    print("handler", number, threading.current_thread() is threading.main_thread())
    arrived.set()


def other():
    print(outcome(signal.signal, signal.SIGUSR1, signal.SIG_IGN))
    print(outcome(signal.set_wakeup_fd, -1))
    print(signal.getsignal(signal.SIGUSR1) is handler)
    signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
    print("waits:", arrived.wait(30))
    signal.pthread_kill(threading.main_thread().ident, 0)
    print(outcome(signal.pthread_kill, threading.get_ident(), 200))
    print(outcome(signal.pthread_kill, "a", 1))


signal.signal(signal.SIGUSR1, handler)
thread = threading.Thread(target=other)
thread.start()
while thread.is_alive():
    time.sleep(0.001)


def interrupt(number, frame):
    raise KeyboardInterrupt(number)


signal.signal(signal.SIGUSR1, interrupt)
lock = threading.Lock()
lock.acquire()
timer = threading.Timer(0.05, signal.pthread_kill, (threading.get_ident(), signal.SIGUSR1))
timer.start()
try:
    lock.acquire()
except KeyboardInterrupt as error:
    print("out of the wait for a lock:", error)
timer.join()
try:
    signal.raise_signal(signal.SIGUSR1)
except KeyboardInterrupt as error:
    print("out of raise_signal:", error)
print(outcome(signal.signal, 32, signal.SIG_IGN), outcome(signal.signal, signal.SIGKILL, signal.SIG_IGN))
print(outcome(signal.siginterrupt, signal.SIGKILL, True), outcome(signal.siginterrupt, 0, True))
print(outcome(signal.pidfd_send_signal, 99, 0), outcome(signal.pidfd_send_signal, 99, 0, 1))
