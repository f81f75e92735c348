import faulthandler
import signal
import sys


def outcome(function, *arguments, **keywords):
    try:
        return function(*arguments, **keywords)
    except (AttributeError, OSError, OverflowError, RuntimeError, TypeError, ValueError) as error:
        return f"{type(error).__name__}: {error}"


class File:
    def __init__(self, answer):
        self.answer = answer

    def fileno(self):
        return self.answer

    def flush(self):
        raise ValueError("does not matter")


for file in (-1, "a", 2**40, 1.5, File("a"), File(-1), File(2**40), File(1)):
    print(outcome(faulthandler.enable, file))
print(faulthandler.is_enabled(), faulthandler.disable(), faulthandler.disable(), faulthandler.is_enabled())
for number in (signal.SIGSEGV, 0, signal.SIGKILL):
    print(outcome(faulthandler.register, number), outcome(faulthandler.unregister, number))
print(outcome(faulthandler.register, signal.SIGUSR1, all_threads=False, chain=True))
print(faulthandler.unregister(signal.SIGUSR1), faulthandler.unregister(signal.SIGUSR1))
for timeout in (0, -1, 1e10, float("nan"), "a"):
    print(outcome(faulthandler.dump_traceback_later, timeout))
print(faulthandler.dump_traceback_later(1000), faulthandler.dump_traceback_later(1000, repeat=True))
print(faulthandler.cancel_dump_traceback_later(), faulthandler.cancel_dump_traceback_later())
kept = sys.stderr
sys.stderr = None
print(outcome(faulthandler.enable), outcome(faulthandler.dump_traceback))
del sys.stderr
print(outcome(faulthandler.enable))
sys.stderr = kept
