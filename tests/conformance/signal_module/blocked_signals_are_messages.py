# What a thread blocks stays pending until it is waited for or unblocked.
import os
import signal
import warnings


def outcome(function, *arguments):
    try:
        return function(*arguments)
    except (OSError, OverflowError, TypeError, ValueError) as error:
        return f"{type(error).__name__}: {error}"


me = os.getpid()
print(signal.SIG_BLOCK, signal.SIG_UNBLOCK, signal.SIG_SETMASK)
before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1, signal.SIGUSR2})
print(before, signal.pthread_sigmask(signal.SIG_BLOCK, ()) == {signal.SIGUSR1, signal.SIGUSR2})

os.kill(me, signal.SIGUSR1)
print(signal.sigpending())
info = signal.sigwaitinfo([signal.SIGUSR1])
print(type(info), info.si_signo, info.si_code, info.si_pid == me, info.si_uid == os.getuid(), len(info))
os.kill(me, signal.SIGUSR2)
print(signal.sigwait([signal.SIGUSR1, signal.SIGUSR2]), signal.sigpending())
print(signal.sigtimedwait([signal.SIGUSR1], 0), signal.sigtimedwait([signal.SIGUSR1], 0.01))
os.kill(me, signal.SIGUSR1)
print(signal.sigtimedwait([signal.SIGUSR1], 10).si_signo)

signal.signal(signal.SIGUSR1, lambda number, frame: print("handler", number))
os.kill(me, signal.SIGUSR1)
print("still blocked")
print(sorted(signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1, signal.SIGUSR2])))

for arguments in ((1, 2), (99, []), (0, [0]), (0, [65]), (0, [2**80]), (0, [-(2**80)]), (0, ["a"]), (0, [1.5])):
    print(arguments, outcome(signal.pthread_sigmask, *arguments))
for timeout in (-1, "a", float("nan"), 1e30):
    print(timeout, outcome(signal.sigtimedwait, [signal.SIGUSR1], timeout))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    signal.pthread_sigmask(signal.SIG_BLOCK, [32])
print([str(warning.message) for warning in caught])
